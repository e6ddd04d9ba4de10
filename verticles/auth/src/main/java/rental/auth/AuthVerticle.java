package rental.auth;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import rental.auth.account.Account;
import rental.auth.account.Accounts;
import rental.auth.api.AuthApi;
import rental.auth.api.PasswordApi;
import rental.auth.api.UsersApi;
import rental.auth.key.KeyRing;
import rental.auth.mail.Mails;
import rental.auth.password.Failures;
import rental.auth.password.Passwords;
import rental.auth.session.AccessTokens;
import rental.auth.store.Database;
import rental.auth.usecase.Administration;
import rental.auth.usecase.AuthMeters;
import rental.auth.usecase.OwnAccount;
import rental.auth.usecase.PasswordCare;
import rental.auth.usecase.PasswordProof;
import rental.auth.usecase.PasswordSetting;
import rental.auth.usecase.Revoking;
import rental.auth.usecase.SessionKeeping;
import rental.auth.usecase.SigningIn;
import rental.contract.auth.AuthAddresses;
import rental.contract.auth.FindUsers;
import rental.contract.auth.Revocations;
import rental.contract.auth.SigningKeys;
import rental.contract.health.HealthReport;
import rental.runtime.bus.TypedBus;
import rental.runtime.http.Operations;
import rental.runtime.http.contract.Contract;
import rental.runtime.http.server.ApiServer;
import rental.runtime.http.server.ServiceEdge;
import rental.runtime.outbox.Outbox;
import rental.runtime.outbox.Undelivered;

/** Wires the auth service: its database, its keys, its use cases, the addresses it serves. */
public final class AuthVerticle extends VerticleBase {
    private final AuthConfig config;
    /** As fine as the database keeps times. */
    private final Clock clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));

    private final AuthMeters meters = new AuthMeters();
    private ApiServer server;

    public AuthVerticle(AuthConfig config) {
        this.config = requireNonNull(config);
    }

    /** The port that is listened on: the one asked for, or the one found when that was 0. */
    int port() {
        return server.port();
    }

    @Override
    public Future<?> start() {
        var database = Database.on(vertx, config.database());
        var lifetime = config.sessions().accessToken();
        return database.warmUp()
                .compose(warm -> Passwords.on(vertx, config.passwords()))
                .compose(passwords -> KeyRing.on(vertx, config.keys(), database.reads(), lifetime, clock)
                        .compose(keys -> serve(database, passwords, keys)));
    }

    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.shutdown();
    }

    private Future<Void> serve(Database database, Passwords passwords, KeyRing keys) {
        var revoking = new Revoking(vertx, database, meters, clock);
        var operations = operations(database, passwords, keys, revoking);
        new Housekeeping(vertx, database, clock).begin();
        var bus = TypedBus.on(vertx);
        return bus.serve(AuthAddresses.FIND_USERS, ask -> find(database, ask))
                .serve(SigningKeys.ADDRESS, ask -> Future.succeededFuture(keys.all()))
                .serve(Revocations.ASK, revoking::answer)
                .ready()
                .compose(
                        served -> open(bus, operations, new Undelivered(database.reads(), AuthMain.CONSUMERS)::health));
    }

    private Future<Void> open(TypedBus bus, Operations operations, Supplier<Future<HealthReport>> health) {
        var contract = Contract.in(config.edge().currency());
        return ServiceEdge.of(vertx, contract, config.edge(), "auth", operations, health)
                .on(bus)
                .open(config.service().port())
                .onSuccess(opened -> server = opened)
                .mapEmpty();
    }

    private Operations operations(Database database, Passwords passwords, KeyRing keys, Revoking revoking) {
        var sessions = config.sessions();
        var outbox = new Outbox(vertx, "auth");
        var mails = new Mails(sessions, clock);
        var proof = new PasswordProof(passwords, new Failures(database, clock), database, meters);
        var tokens = new AccessTokens(keys, config.edge().tokens(), sessions.accessToken());
        var signingIn = new SigningIn(database, passwords, proof, tokens, mails, outbox, sessions, clock);
        var keeping = new SessionKeeping(database, tokens, revoking, outbox, meters, sessions, clock);
        var own = new OwnAccount(vertx, database, proof, revoking, outbox, sessions, clock);
        var setting = new PasswordSetting(database, revoking, outbox, sessions, clock);
        var care = new PasswordCare(vertx, database, passwords, proof, mails, setting, outbox, clock);
        var administration = new Administration(database, revoking, outbox, sessions, clock);
        return AuthApi.operations(
                Contract.in(config.edge().currency()),
                passwords,
                new AuthApi(signingIn, keeping, own, keys::all, sessions.accessToken()),
                new PasswordApi(care),
                new UsersApi(administration));
    }

    private static Future<FindUsers.UsersFound> find(Database database, FindUsers ask) {
        return Accounts.find(database.reads(), ask.ids())
                .map(found -> new FindUsers.UsersFound(
                        found.stream().map(Account::asUser).toList()));
    }
}
