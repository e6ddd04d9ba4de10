package rental.auth.usecase;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import rental.auth.account.Account;
import rental.auth.account.Accounts;
import rental.auth.account.Events;
import rental.auth.mail.MailTokens;
import rental.auth.mail.Mails;
import rental.auth.password.Failures.Attempt;
import rental.auth.password.Passwords;
import rental.auth.session.RevocationTable;
import rental.auth.session.SessionConfig;
import rental.auth.session.Sessions;
import rental.auth.session.Sessions.Reason;
import rental.auth.store.Database;
import rental.auth.store.OpaqueToken;
import rental.contract.api.Caller;
import rental.contract.auth.MailRequested;
import rental.contract.auth.Revocations.Revoked;
import rental.runtime.outbox.Outbox;

/** Changes passwords, sets forgotten ones anew, and takes the proof that an email address is its user's. */
public final class PasswordCare {
    private static final String CHANGED = "Your password was changed. If this was not you, set a new one at once.";

    /** Longer than the work takes, so that its time can't be told from that of no work; when it takes longer, twice that. */
    private static final long BEAT_MILLIS = 50;

    private final Vertx vertx;
    private final Database database;
    private final Passwords passwords;
    private final PasswordProof proof;
    private final Mails mails;
    private final Revoking revoking;
    private final Outbox outbox;
    private final SessionConfig config;
    private final Clock clock;

    public PasswordCare(
            Vertx vertx,
            Database database,
            Passwords passwords,
            PasswordProof proof,
            Mails mails,
            Revoking revoking,
            Outbox outbox,
            SessionConfig config,
            Clock clock) {
        this.vertx = vertx;
        this.database = database;
        this.passwords = passwords;
        this.proof = proof;
        this.mails = mails;
        this.revoking = revoking;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /** Every session but the caller's ends. */
    public Future<Outcome<Void>> change(Caller caller, String address, String current, String wanted) {
        return Accounts.find(database.reads(), caller.userId())
                .compose(found -> found.map(
                                account -> proof.prove(new Attempt(account.email(), address), found, current))
                        .orElseGet(() -> Future.succeededFuture(Outcome.refused(Refusals.SIGNED_OUT))))
                .compose(proven -> proven.then(account -> passwords
                        .hash(wanted)
                        .compose(hash -> replace(account, hash, Optional.of(caller.sessionId())))));
    }

    /** Answers nothing: whether there is such an account is for its owner alone to learn, by mail. */
    public Future<Void> forgot(String email) {
        var asked = System.nanoTime();
        return Accounts.findByEmail(database.reads(), email)
                .compose(found -> found.map(account -> mailReset(account.id())).orElseGet(Future::succeededFuture))
                .compose(done -> onTheBeat(asked));
    }

    /** With the account locked: else of many who ask at once each would find that few mails have gone out. */
    private Future<Void> mailReset(UUID user) {
        return database.transaction(on -> Accounts.lock(on, user)
                        .compose(found -> found.map(account -> mails.passwordReset(on, account))
                                .orElseGet(Future::succeededFuture)))
                .onSuccess(sent -> outbox.committed());
    }

    private Future<Void> onTheBeat(long since) {
        var passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
        return vertx.timer(BEAT_MILLIS - passed % BEAT_MILLIS, TimeUnit.MILLISECONDS)
                .mapEmpty();
    }

    /** Every session ends. Who got the mail has proven to read it. */
    public Future<Outcome<Void>> reset(String token, String wanted) {
        var hash = OpaqueToken.hash(token);
        return MailTokens.find(database.reads(), hash, MailRequested.PASSWORD_RESET, clock.instant())
                .compose(owner -> owner.isEmpty()
                        ? Future.succeededFuture(Outcome.refused(Refusals.TOKEN_INVALID))
                        : passwords
                                .hash(wanted)
                                .compose(bcrypt -> finish(database.transaction(on -> MailTokens.use(
                                                on, hash, MailRequested.PASSWORD_RESET, clock.instant())
                                        .compose(user -> lock(on, user))
                                        .compose(account -> account.map(known -> settle(
                                                        on,
                                                        known.withProvenEmail().withPassword(bcrypt),
                                                        Optional.empty()))
                                                .orElseGet(() -> Future.succeededFuture(
                                                        Outcome.refused(Refusals.TOKEN_INVALID))))))));
    }

    public Future<Outcome<Void>> verifyEmail(String token) {
        var hash = OpaqueToken.hash(token);
        return database.transaction(on -> MailTokens.use(on, hash, MailRequested.EMAIL_VERIFICATION, clock.instant())
                        .compose(user -> lock(on, user))
                        .compose(account -> account.map(known -> proven(on, known))
                                .orElseGet(
                                        () -> Future.succeededFuture(Outcome.<Void>refused(Refusals.TOKEN_INVALID)))))
                .onSuccess(done -> outbox.committed());
    }

    private Future<Outcome<Void>> proven(SqlClient on, Account account) {
        var proven = account.withProvenEmail();
        return Accounts.update(on, proven)
                .compose(done -> Events.changed(on, proven))
                .compose(done -> MailTokens.dropAll(on, account.id(), MailRequested.EMAIL_VERIFICATION))
                .map(Outcome.done(null));
    }

    /** Only if the password still is the one that was proven. */
    private Future<Outcome<Void>> replace(Account proven, String hash, Optional<UUID> except) {
        return finish(database.transaction(on -> Accounts.lock(on, proven.id())
                .map(account -> account.filter(known -> known.passwordHash().equals(proven.passwordHash())))
                .compose(account -> account.map(known -> settle(on, known.withPassword(hash), except))
                        .orElseGet(() -> Future.succeededFuture(Outcome.refused(Refusals.INVALID_CREDENTIALS))))));
    }

    private Future<Outcome<List<Revoked>>> settle(SqlClient on, Account account, Optional<UUID> except) {
        var now = clock.instant();
        return Accounts.update(on, account)
                .compose(done -> MailTokens.dropAll(on, account.id(), MailRequested.PASSWORD_RESET))
                .compose(done -> Events.changed(on, account))
                .compose(done -> Events.alert(on, account, CHANGED))
                .compose(done -> endSessions(on, account.id(), except, now))
                .map(Outcome::done);
    }

    private Future<List<Revoked>> endSessions(SqlClient on, UUID user, Optional<UUID> except, Instant now) {
        return Sessions.endAll(on, user, except, now, Reason.PASSWORD)
                .compose(ended -> RevocationTable.ofSessions(on, ended, now, config.accessToken()));
    }

    private Future<Outcome<Void>> finish(Future<Outcome<List<Revoked>>> committed) {
        return committed.map(outcome -> outcome.map(revoked -> {
            revoking.tell(revoked);
            outbox.committed();
            return null;
        }));
    }

    private static Future<Optional<Account>> lock(SqlClient on, Optional<UUID> user) {
        return user.map(id -> Accounts.lock(on, id)).orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }
}
