package rental.auth.usecase;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.auth.account.Account;
import rental.auth.account.Accounts;
import rental.auth.account.Events;
import rental.auth.session.RevocationTable;
import rental.auth.session.SessionConfig;
import rental.auth.session.Sessions;
import rental.auth.session.Sessions.Reason;
import rental.auth.store.Database;
import rental.contract.api.Caller;
import rental.contract.api.Role;
import rental.contract.auth.Revocations.Revoked;
import rental.runtime.http.ETags;
import rental.runtime.outbox.Outbox;

/** What administrators see and change of all accounts. */
public final class Administration {
    private static final Logger SECURITY = LoggerFactory.getLogger("rental.security");

    private final Database database;
    private final Revoking revoking;
    private final Outbox outbox;
    private final SessionConfig config;
    private final Clock clock;

    public Administration(Database database, Revoking revoking, Outbox outbox, SessionConfig config, Clock clock) {
        this.database = database;
        this.revoking = revoking;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /** What is to be changed; what is empty stays. */
    public record Change(Optional<Set<Role>> roles, Optional<Boolean> locked) {}

    private record Changed(Account account, List<Revoked> revoked) {}

    public Future<List<Account>> list(Optional<UUID> after, int limit) {
        return Accounts.page(database.reads(), after, limit);
    }

    public Future<List<Account>> withEmail(String email) {
        return Accounts.findByEmail(database.reads(), email)
                .map(found -> found.stream().toList());
    }

    public Future<Outcome<Account>> get(UUID id) {
        return Accounts.find(database.reads(), id).map(Administration::present);
    }

    /**
     * A user who is locked is signed out everywhere; one with other roles goes on with a new access token.
     *
     * @param expected whether the version is one that the caller may change
     */
    public Future<Outcome<Account>> change(Caller caller, UUID id, Change change, Predicate<Long> expected) {
        return database.transaction(on -> Accounts.lock(on, id)
                        .map(Administration::present)
                        .compose(found -> found.then(account -> expected.test(account.version())
                                ? decide(on, account, change)
                                : Future.succeededFuture(Outcome.refused(ETags.CHANGED_MEANWHILE)))))
                .map(outcome -> outcome.map(changed -> finish(caller, changed)));
    }

    private Future<Outcome<Changed>> decide(SqlClient on, Account before, Change change) {
        var now = clock.instant();
        var after = before.withRights(
                change.roles().orElse(before.roles()), change.locked().orElse(before.locked()), now);
        if (after.roles().equals(before.roles()) && after.locked() == before.locked()) {
            return Future.succeededFuture(Outcome.done(new Changed(before, List.of())));
        }
        var stays = before.isActiveAdmin() && !after.isActiveAdmin()
                ? Accounts.hasOtherAdmin(on, before.id())
                : Future.succeededFuture(true);
        return stays.compose(others -> others
                ? store(on, after, now).map(revoked -> Outcome.done(new Changed(after, revoked)))
                : Future.succeededFuture(Outcome.refused(Refusals.LAST_ADMIN)));
    }

    private Future<List<Revoked>> store(SqlClient on, Account account, Instant now) {
        var ended = account.locked()
                ? Sessions.endAll(on, account.id(), Optional.empty(), now, Reason.LOCKED)
                : Future.succeededFuture(List.<UUID>of());
        return ended.compose(sessions -> RevocationTable.ofSessions(on, sessions, now, config.accessToken()))
                .compose(ofSessions -> RevocationTable.ofEarlierTokens(on, account.id(), now, config.accessToken())
                        .map(ofUser -> both(ofSessions, ofUser)))
                .compose(revoked -> Accounts.update(on, account)
                        .compose(done -> Events.changed(on, account))
                        .map(revoked));
    }

    private Account finish(Caller caller, Changed changed) {
        var account = changed.account();
        SECURITY.info(
                "User {} now has the roles {} and is {}, by {}",
                account.id(),
                account.roles(),
                account.locked() ? "locked" : "not locked",
                caller.userId());
        revoking.tell(changed.revoked());
        outbox.committed();
        return account;
    }

    private static List<Revoked> both(List<Revoked> some, List<Revoked> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static Outcome<Account> present(Optional<Account> account) {
        return account.<Outcome<Account>>map(Outcome::done).orElseGet(() -> Outcome.refused(Refusals.USER_NOT_FOUND));
    }
}
