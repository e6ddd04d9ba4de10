package rental.auth.usecase;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
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
import rental.auth.store.Database;
import rental.auth.store.OpaqueToken;
import rental.contract.api.Caller;
import rental.contract.auth.MailRequested;
import rental.runtime.outbox.Outbox;

/** Changes passwords, sets forgotten ones anew, and takes the proof that an email address is its user's. */
public final class PasswordCare {
    /** Longer than the work takes, so that its time can't be told from that of no work; when it takes longer, twice that. */
    private static final long BEAT_MILLIS = 50;

    private final Vertx vertx;
    private final Database database;
    private final Passwords passwords;
    private final PasswordProof proof;
    private final Mails mails;
    private final PasswordSetting setting;
    private final Outbox outbox;
    private final Clock clock;

    public PasswordCare(
            Vertx vertx,
            Database database,
            Passwords passwords,
            PasswordProof proof,
            Mails mails,
            PasswordSetting setting,
            Outbox outbox,
            Clock clock) {
        this.vertx = vertx;
        this.database = database;
        this.passwords = passwords;
        this.proof = proof;
        this.mails = mails;
        this.setting = setting;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Every session but the caller's ends. */
    public Future<Outcome<Void>> change(Caller caller, String address, String current, String wanted) {
        return Accounts.find(database.reads(), caller.userId())
                .compose(found -> found.map(
                                account -> proof.prove(new Attempt(account.email(), address), found, current))
                        .orElseGet(() -> Future.succeededFuture(Outcome.refused(Refusals.SIGNED_OUT))))
                .compose(proven -> proven.then(account ->
                        passwords.hash(wanted).compose(bcrypt -> replace(account, bcrypt, caller.sessionId()))));
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
                        : passwords.hash(wanted).compose(bcrypt -> reset(hash, bcrypt)));
    }

    private Future<Outcome<Void>> reset(Buffer token, String bcrypt) {
        return setting.set(
                on -> ownerOf(on, token, MailRequested.PASSWORD_RESET)
                        .map(owner ->
                                owner.map(account -> account.withProvenEmail().withPassword(bcrypt))),
                Optional.empty());
    }

    public Future<Outcome<Void>> verifyEmail(String token) {
        var hash = OpaqueToken.hash(token);
        return database.transaction(on -> ownerOf(on, hash, MailRequested.EMAIL_VERIFICATION)
                        .compose(owner -> owner.then(account -> proven(on, account))))
                .onSuccess(done -> outbox.committed());
    }

    private static Future<Outcome<Void>> proven(SqlClient on, Account account) {
        var proven = account.withProvenEmail();
        return Accounts.update(on, proven)
                .compose(done -> Events.changed(on, proven))
                .compose(done -> MailTokens.dropAll(on, account.id(), MailRequested.EMAIL_VERIFICATION))
                .map(Outcome.done(null));
    }

    /** Uses a mailed token up. @return the account that it was sent to, locked */
    private Future<Outcome<Account>> ownerOf(SqlClient on, Buffer token, String purpose) {
        return MailTokens.use(on, token, purpose, clock.instant())
                .compose(user ->
                        user.map(id -> Accounts.lock(on, id)).orElseGet(() -> Future.succeededFuture(Optional.empty())))
                .map(found -> found.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusals.TOKEN_INVALID)));
    }

    /** Only if the password still is the one that was proven. */
    private Future<Outcome<Void>> replace(Account proven, String bcrypt, UUID session) {
        return setting.set(
                on -> Accounts.lock(on, proven.id())
                        .map(found -> found.filter(known -> known.passwordHash().equals(proven.passwordHash()))
                                .map(known -> Outcome.done(known.withPassword(bcrypt)))
                                .orElseGet(() -> Outcome.refused(Refusals.INVALID_CREDENTIALS))),
                Optional.of(session));
    }
}
