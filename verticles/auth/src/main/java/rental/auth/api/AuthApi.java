package rental.auth.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import rental.auth.account.Account;
import rental.auth.account.Account.Applicant;
import rental.auth.api.AuthForms.Login;
import rental.auth.api.AuthForms.PasswordOnly;
import rental.auth.api.AuthForms.RefreshToken;
import rental.auth.api.AuthForms.SessionView;
import rental.auth.api.AuthForms.Signup;
import rental.auth.api.AuthForms.Tokens;
import rental.auth.api.AuthForms.UserView;
import rental.auth.password.Failures.Attempt;
import rental.auth.password.Passwords;
import rental.auth.password.PasswordsBusy;
import rental.auth.session.Sessions.Session;
import rental.auth.session.SignedIn;
import rental.auth.usecase.Outcome;
import rental.auth.usecase.OwnAccount;
import rental.auth.usecase.Refusals;
import rental.auth.usecase.SessionKeeping;
import rental.auth.usecase.SigningIn;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.contract.auth.SigningKeys;
import rental.runtime.http.Answers;
import rental.runtime.http.Cursor;
import rental.runtime.http.ETags;
import rental.runtime.http.Json;
import rental.runtime.http.Operations;
import rental.runtime.http.PageRequest;
import rental.runtime.http.contract.Contract;

/** The auth operations in their HTTP form, but for those on passwords and on other users. */
public final class AuthApi {
    private static final int LONGEST_DEVICE = 200;
    private static final Future<ApiResponse> BUSY = Future.succeededFuture(Answers.problem(Refusals.BUSY));
    private static final Duration JWKS_LIFE = Duration.ofMinutes(1);

    private final SigningIn signingIn;
    private final SessionKeeping sessions;
    private final OwnAccount own;
    private final Supplier<SigningKeys> keys;
    private final Duration accessToken;

    public AuthApi(
            SigningIn signingIn,
            SessionKeeping sessions,
            OwnAccount own,
            Supplier<SigningKeys> keys,
            Duration accessToken) {
        this.signingIn = signingIn;
        this.sessions = sessions;
        this.own = own;
        this.keys = keys;
        this.accessToken = accessToken;
    }

    /** All operations that the contract gives the auth service. */
    public static Operations operations(
            Contract contract, Passwords passwords, AuthApi auth, PasswordApi care, UsersApi users) {
        return Operations.of(contract, "auth")
                .on("signup", unlessBusy(passwords, auth::signUp))
                .on("login", unlessBusy(passwords, auth::logIn))
                .on("refreshTokens", auth::refresh)
                .on("logout", auth::logOut)
                .on("getMe", auth::getMe)
                .on("updateMe", auth::updateMe)
                .on("deleteMe", unlessBusy(passwords, auth::deleteMe))
                .on("listSessions", auth::listSessions)
                .on("endSession", auth::endSession)
                .on("endOtherSessions", auth::endSessions)
                .on("getJwks", auth::getJwks)
                .on("changePassword", unlessBusy(passwords, care::change))
                .on("forgotPassword", care::forgot)
                .on("resetPassword", unlessBusy(passwords, care::reset))
                .on("verifyEmail", care::verifyEmail)
                .on("listUsers", users::list)
                .on("getUser", users::get)
                .on("updateUser", users::update)
                .build();
    }

    private Future<ApiResponse> signUp(ApiRequest request) {
        var form = Json.read(request.body(), Signup.class);
        var applicant = new Applicant(form.email(), form.name(), form.locale(), Set.of());
        return signingIn
                .signUp(applicant, form.password(), device(request))
                .map(outcome -> answer(outcome, signedIn -> Answers.json(201, tokens(signedIn))));
    }

    private Future<ApiResponse> logIn(ApiRequest request) {
        var form = Json.read(request.body(), Login.class);
        return signingIn
                .logIn(new Attempt(form.email(), request.clientAddress()), form.password(), device(request))
                .map(outcome -> answer(outcome, signedIn -> Answers.ok(tokens(signedIn))));
    }

    private Future<ApiResponse> refresh(ApiRequest request) {
        var form = Json.read(request.body(), RefreshToken.class);
        return sessions.refresh(form.refreshToken(), device(request))
                .map(outcome -> answer(outcome, signedIn -> Answers.ok(tokens(signedIn))));
    }

    private Future<ApiResponse> logOut(ApiRequest request) {
        var form = Json.read(request.body(), RefreshToken.class);
        return sessions.logOut(form.refreshToken()).map(done -> Answers.noContent());
    }

    private Future<ApiResponse> getMe(ApiRequest request) {
        return own.get(request.signedIn()).map(outcome -> answer(outcome, AuthApi::me));
    }

    private Future<ApiResponse> updateMe(ApiRequest request) {
        return own.change(
                        request.signedIn(),
                        account -> AuthForms.patched(account, request.body()),
                        version -> ETags.permits(request, version))
                .map(outcome -> answer(outcome, AuthApi::me));
    }

    private Future<ApiResponse> deleteMe(ApiRequest request) {
        var form = Json.read(request.body(), PasswordOnly.class);
        return own.erase(request.signedIn(), request.clientAddress(), form.password())
                .map(outcome -> answer(outcome, done -> Answers.noContent()));
    }

    private Future<ApiResponse> listSessions(ApiRequest request) {
        var caller = request.signedIn();
        return PageRequest.within(
                request,
                page -> sessions.list(caller, page.after().map(cursor -> cursor.uuid(0)), page.fetch())
                        .map(found -> Answers.ok(page.page(found, session -> Cursor.at(session.id()))
                                .map(session -> view(session, session.id().equals(caller.sessionId()))))));
    }

    private Future<ApiResponse> endSession(ApiRequest request) {
        return sessions.end(request.signedIn(), request.id("id"))
                .map(outcome -> answer(outcome, done -> Answers.noContent()));
    }

    private Future<ApiResponse> endSessions(ApiRequest request) {
        return sessions.endAll(request.signedIn()).map(done -> Answers.noContent());
    }

    private Future<ApiResponse> getJwks(ApiRequest request) {
        var jwks = Buffer.buffer(keys.get().jwks()).getBytes();
        return Future.succeededFuture(Answers.with(
                Answers.of(200, Answers.JSON, jwks), "cache-control", "public, max-age=" + JWKS_LIFE.toSeconds()));
    }

    private Tokens tokens(SignedIn signedIn) {
        return Tokens.of(signedIn, accessToken.toSeconds());
    }

    /** One place turns outcomes into HTTP. */
    static <T> ApiResponse answer(Outcome<T> outcome, Function<T, ApiResponse> done) {
        return outcome instanceof Outcome.Done<T> good
                ? done.apply(good.value())
                : Answers.problem(((Outcome.Refused<T>) outcome).why());
    }

    private static ApiResponse me(Account account) {
        return Answers.ok(UserView.own(account), account.version());
    }

    private static SessionView view(Session session, boolean current) {
        return new SessionView(session.id(), session.device(), session.createdAt(), session.lastUsedAt(), current);
    }

    /** What the client calls itself, fit to be shown. */
    private static Optional<String> device(ApiRequest request) {
        return request.header("user-agent")
                .map(name ->
                        name.replaceAll("[\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}]", " ").strip())
                .map(name -> name.substring(
                        0, name.offsetByCodePoints(0, Math.min(LONGEST_DEVICE, name.codePointCount(0, name.length())))))
                .filter(name -> !name.isEmpty());
    }

    /** Operations that hash a password are the only ones that a flood of logins turns away, before any query where it can. */
    private static Function<ApiRequest, Future<ApiResponse>> unlessBusy(
            Passwords passwords, Function<ApiRequest, Future<ApiResponse>> operation) {
        return request -> passwords.turnAway()
                ? BUSY
                : operation
                        .apply(request)
                        .recover(fault -> fault instanceof PasswordsBusy ? BUSY : Future.failedFuture(fault));
    }
}
