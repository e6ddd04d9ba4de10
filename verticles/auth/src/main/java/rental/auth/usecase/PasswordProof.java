package rental.auth.usecase;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.auth.account.Account;
import rental.auth.account.Accounts;
import rental.auth.password.Failures;
import rental.auth.password.Failures.Attempt;
import rental.auth.password.Passwords;
import rental.auth.store.Database;

/** Checks who knows an account's password, and lets nobody guess: wherever a password is asked for, failures count. */
public final class PasswordProof {
    private static final Logger LOG = LoggerFactory.getLogger("rental.security");

    private final Passwords passwords;
    private final Failures failures;
    private final Database database;
    private final AuthMeters meters;

    public PasswordProof(Passwords passwords, Failures failures, Database database, AuthMeters meters) {
        this.passwords = passwords;
        this.failures = failures;
        this.database = database;
        this.meters = meters;
    }

    /**
     * Takes the same time and gives the same answer whether the account does not exist or the password is wrong.
     *
     * @param account the one that was named; empty when there is none
     * @return the account, its hash made anew if it was a weak one
     */
    Future<Outcome<Account>> prove(Attempt attempt, Optional<Account> account, String password) {
        return unlessBlocked(attempt)
                .compose(let -> let.then(free -> verify(account, password).map(Outcome::done)))
                .compose(
                        outcome -> outcome.then(right -> judge(attempt, right ? account : Optional.empty(), password)));
    }

    /**
     * Many guesses may have been let through at once, before the first of them failed. What counts is how it stands now,
     * for right and wrong ones alike: else the one that is answered differently would be the right one.
     */
    private Future<Outcome<Account>> judge(Attempt attempt, Optional<Account> proven, String password) {
        return unlessBlocked(attempt)
                .compose(let -> let.then(free -> proven.map(account -> accept(attempt, account, password))
                        .orElseGet(() -> refuse(attempt))));
    }

    private Future<Boolean> verify(Optional<Account> account, String password) {
        return account.map(known -> passwords.verify(password, known.passwordHash()))
                .orElseGet(() -> passwords.verifyNobodys(password));
    }

    private Future<Outcome<Account>> accept(Attempt attempt, Account account, String password) {
        meters.proven();
        return failures.forgive(attempt)
                .compose(done -> strengthened(account, password))
                .map(Outcome::done);
    }

    private Future<Outcome<Account>> refuse(Attempt attempt) {
        meters.wrong();
        LOG.info("A password was not proven, from {}", attempt.address());
        return failures.record(attempt).map(Outcome.refused(Refusals.INVALID_CREDENTIALS));
    }

    private Future<Outcome<Void>> unlessBlocked(Attempt attempt) {
        return failures.blocked(attempt).map(wait -> wait.map(this::block).orElseGet(() -> Outcome.done(null)));
    }

    private Outcome<Void> block(Duration wait) {
        meters.blocked();
        return Outcome.refused(Refusals.tooManyAttempts(wait));
    }

    /** Not worth failing a login for: it is tried again at the next. */
    private Future<Account> strengthened(Account account, String password) {
        if (!passwords.isWeak(account.passwordHash())) {
            return Future.succeededFuture(account);
        }
        return passwords
                .hash(password)
                .compose(hash -> database.change(on -> Accounts.rehash(on, account, hash))
                        .map(done -> account.withHash(hash)))
                .recover(fault -> {
                    LOG.warn("The password of {} could not be hashed anew", account.id(), fault);
                    return Future.succeededFuture(account);
                });
    }
}
