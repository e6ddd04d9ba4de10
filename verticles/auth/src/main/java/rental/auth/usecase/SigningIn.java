package rental.auth.usecase;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import rental.auth.account.Account;
import rental.auth.account.Account.Applicant;
import rental.auth.account.Accounts;
import rental.auth.account.Events;
import rental.auth.mail.Mails;
import rental.auth.password.Failures.Attempt;
import rental.auth.password.Passwords;
import rental.auth.session.AccessTokens;
import rental.auth.session.SessionConfig;
import rental.auth.session.Sessions;
import rental.auth.session.Sessions.Opening;
import rental.auth.session.SignedIn;
import rental.auth.store.Database;
import rental.auth.store.OpaqueToken;
import rental.contract.Ids;
import rental.runtime.outbox.Outbox;

/** Makes accounts and opens sessions. */
public final class SigningIn {
    private final Database database;
    private final Passwords passwords;
    private final PasswordProof proof;
    private final AccessTokens tokens;
    private final Mails mails;
    private final Outbox outbox;
    private final SessionConfig config;
    private final Clock clock;

    public SigningIn(
            Database database,
            Passwords passwords,
            PasswordProof proof,
            AccessTokens tokens,
            Mails mails,
            Outbox outbox,
            SessionConfig config,
            Clock clock) {
        this.database = database;
        this.passwords = passwords;
        this.proof = proof;
        this.tokens = tokens;
        this.mails = mails;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /** A first refresh token, and the session it opens. */
    private record Fresh(String refreshToken, Opening opening) {}

    /** A taken address is told before any work is done; of two who ask at once, the database lets one have it. */
    public Future<Outcome<SignedIn>> signUp(Applicant applicant, String password, Optional<String> device) {
        return Accounts.findByEmail(database.reads(), applicant.email())
                .compose(taken -> taken.isPresent()
                        ? Future.succeededFuture(Outcome.refused(Refusals.EMAIL_TAKEN))
                        : passwords.hash(password).compose(hash -> open(applicant, hash, device)));
    }

    public Future<Outcome<SignedIn>> logIn(Attempt attempt, String password, Optional<String> device) {
        return Accounts.findByEmail(database.reads(), attempt.email())
                .compose(account -> proof.prove(attempt, account, password))
                .compose(proven -> proven.then(account -> account.locked()
                        ? Future.succeededFuture(Outcome.refused(Refusals.ACCOUNT_LOCKED))
                        : enter(account, device)));
    }

    private Future<Outcome<SignedIn>> open(Applicant applicant, String hash, Optional<String> device) {
        var account = Account.opened(Ids.next(), applicant, hash, clock.instant());
        var fresh = fresh(device);
        return database.transaction(on -> Accounts.insert(on, account)
                        .compose(free -> free ? settle(on, account, fresh) : Future.succeededFuture(false)))
                .compose(settled -> {
                    if (!settled) {
                        return Future.succeededFuture(Outcome.refused(Refusals.EMAIL_TAKEN));
                    }
                    outbox.committed();
                    return hand(account, fresh);
                });
    }

    private Future<Boolean> settle(SqlClient on, Account account, Fresh fresh) {
        return Sessions.open(on, account, fresh.opening())
                .compose(opened -> Events.changed(on, account))
                .compose(told -> mails.verification(on, account))
                .map(true);
    }

    private Future<Outcome<SignedIn>> enter(Account account, Optional<String> device) {
        var fresh = fresh(device);
        return database.change(on -> Sessions.open(on, account, fresh.opening()))
                .compose(opened -> opened.map(current -> hand(current, fresh))
                        .orElseGet(() -> Future.succeededFuture(Outcome.refused(Refusals.INVALID_CREDENTIALS))));
    }

    private Future<Outcome<SignedIn>> hand(Account account, Fresh fresh) {
        var opening = fresh.opening();
        return tokens.issue(account, opening.id(), opening.at())
                .map(access -> Outcome.done(new SignedIn(access, fresh.refreshToken(), account)));
    }

    private Fresh fresh(Optional<String> device) {
        var token = OpaqueToken.next();
        var now = clock.instant();
        return new Fresh(token, new Opening(Ids.next(), device, now, expiry(now), OpaqueToken.hash(token)));
    }

    private Instant expiry(Instant now) {
        var idle = config.idle();
        return now.plus(idle.compareTo(config.longest()) < 0 ? idle : config.longest());
    }
}
