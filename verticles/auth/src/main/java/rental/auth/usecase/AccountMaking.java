package rental.auth.usecase;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import rental.auth.account.Account;
import rental.auth.account.Account.Applicant;
import rental.auth.account.Accounts;
import rental.auth.account.Events;
import rental.auth.password.PasswordConfig;
import rental.auth.password.PasswordRules;
import rental.auth.password.Passwords;
import rental.auth.store.Database;
import rental.contract.Ids;
import rental.contract.api.Role;
import rental.runtime.sql.DatabaseConfig;

/**
 * Makes accounts past the HTTP contract, with roles: the first administrator of an installation, and the users of a
 * demonstration. Their email addresses count as proven. The relay of a running auth service tells the others of them.
 */
public final class AccountMaking {
    private final Database database;
    private final Passwords passwords;
    private final Clock clock;

    private AccountMaking(Database database, Passwords passwords, Clock clock) {
        this.database = database;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** Called on a Vert.x context that lives as long as this is used. */
    public static Future<AccountMaking> on(Vertx vertx, DatabaseConfig database, PasswordConfig passwords) {
        return Passwords.on(vertx, passwords)
                .map(hashing -> new AccountMaking(Database.on(vertx, database), hashing, Clock.systemUTC()));
    }

    /** What came of it. */
    public sealed interface Made {
        /** The account is new. */
        record Created(UUID id) implements Made {}

        /** There was an account with this address: it has the roles now besides those it had, and its old password. */
        record Promoted(UUID id) implements Made {}

        /** @param fault what is wrong with the password, as a clause */
        record BadPassword(String fault) implements Made {}
    }

    /** Safe to repeat. @param roles besides {@code customer}, which everyone has */
    public Future<Made> make(String email, String name, String password, Set<Role> roles) {
        var fault = PasswordRules.fault(password);
        if (fault.isPresent()) {
            return Future.succeededFuture(new Made.BadPassword(fault.get()));
        }
        var applicant =
                new Applicant(email, Optional.of(name).filter(given -> !given.isBlank()), Optional.empty(), roles);
        return passwords
                .hash(password)
                .compose(hash -> create(applicant, hash))
                .compose(created -> created.isPresent()
                        ? Future.succeededFuture(new Made.Created(created.get()))
                        : promote(email, roles));
    }

    private Future<Optional<UUID>> create(Applicant applicant, String hash) {
        var account =
                Account.opened(Ids.next(), applicant, hash, clock.instant()).withProvenEmail();
        return database.transaction(on -> Accounts.insert(on, account)
                .compose(free -> free
                        ? Events.changed(on, account).map(Optional.of(account.id()))
                        : Future.succeededFuture(Optional.<UUID>empty())));
    }

    private Future<Made> promote(String email, Set<Role> roles) {
        return database.transaction(on -> Accounts.findByEmail(on, email)
                .compose(found -> Accounts.lock(on, found.orElseThrow().id()))
                .map(Optional::orElseThrow)
                .compose(account -> {
                    var all = new HashSet<>(account.roles());
                    var more = all.addAll(roles);
                    var promoted = account.withRights(all, account.locked(), account.tokensAfter());
                    return more
                            ? Accounts.update(on, promoted)
                                    .compose(done -> Events.changed(on, promoted))
                                    .<Made>map(new Made.Promoted(account.id()))
                            : Future.<Made>succeededFuture(new Made.Promoted(account.id()));
                }));
    }
}
