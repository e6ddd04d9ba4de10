package rental.auth.usecase;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.auth.account.Account;
import rental.auth.account.Accounts;
import rental.auth.account.Events;
import rental.auth.password.Failures.Attempt;
import rental.auth.session.RevocationTable;
import rental.auth.session.SessionConfig;
import rental.auth.store.Database;
import rental.contract.api.Caller;
import rental.contract.auth.Revocations.Revoked;
import rental.contract.booking.BookingAddresses;
import rental.contract.booking.CountOpenBookings;
import rental.runtime.bus.TypedBus;
import rental.runtime.http.ETags;
import rental.runtime.outbox.Outbox;

/** What users see and change of their own accounts, up to making them disappear. */
public final class OwnAccount {
    private static final Logger SECURITY = LoggerFactory.getLogger("rental.security");
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final TypedBus bus;
    private final Database database;
    private final PasswordProof proof;
    private final Revoking revoking;
    private final Outbox outbox;
    private final SessionConfig config;
    private final Clock clock;

    public OwnAccount(
            Vertx vertx,
            Database database,
            PasswordProof proof,
            Revoking revoking,
            Outbox outbox,
            SessionConfig config,
            Clock clock) {
        this.bus = TypedBus.on(vertx);
        this.database = database;
        this.proof = proof;
        this.revoking = revoking;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    public Future<Outcome<Account>> get(Caller caller) {
        return Accounts.find(database.reads(), caller.userId()).map(OwnAccount::present);
    }

    /** @param expected whether the version is one that the caller may change */
    public Future<Outcome<Account>> change(Caller caller, UnaryOperator<Account> change, Predicate<Long> expected) {
        return database.transaction(on -> Accounts.lock(on, caller.userId())
                        .compose(found -> present(found)
                                .then(account -> expected.test(account.version())
                                        ? store(on, change.apply(account))
                                        : Future.succeededFuture(Outcome.refused(ETags.CHANGED_MEANWHILE)))))
                .onSuccess(done -> outbox.committed());
    }

    private static Future<Outcome<Account>> store(SqlClient on, Account changed) {
        return Accounts.update(on, changed)
                .compose(done -> Events.changed(on, changed))
                .map(Outcome.done(changed));
    }

    /** Bookings stay, without a person; so none may be open. */
    public Future<Outcome<Void>> erase(Caller caller, String address, String password) {
        return Accounts.find(database.reads(), caller.userId())
                .compose(found -> present(found)
                        .then(account -> proof.prove(new Attempt(account.email(), address), found, password)))
                .compose(proven -> proven.then(this::eraseUnlessBooked));
    }

    private Future<Outcome<Void>> eraseUnlessBooked(Account account) {
        return bus.request(BookingAddresses.OPEN_BOOKINGS, new CountOpenBookings(account.id()), PATIENCE)
                .compose(open -> open.count() > 0
                        ? Future.succeededFuture(Outcome.refused(Refusals.BOOKING_OPEN))
                        : database.transaction(on -> Accounts.lock(on, account.id())
                                        .compose(found -> present(found).then(known -> erase(on, known))))
                                .map(outcome -> outcome.map(revoked -> finish(account, revoked))));
    }

    private Future<Outcome<List<Revoked>>> erase(SqlClient on, Account account) {
        var stays = account.isActiveAdmin() ? Accounts.hasOtherAdmin(on, account.id()) : Future.succeededFuture(true);
        return stays.compose(others -> others
                ? Accounts.delete(on, account.id())
                        .compose(done -> Events.erased(on, account.id()))
                        .compose(
                                done -> RevocationTable.ofUser(on, account.id(), clock.instant(), config.accessToken()))
                        .map(Outcome::done)
                : Future.succeededFuture(Outcome.refused(Refusals.LAST_ADMIN)));
    }

    private Void finish(Account account, List<Revoked> revoked) {
        SECURITY.info("User {} is erased", account.id());
        revoking.tell(revoked);
        outbox.committed();
        return null;
    }

    private static Outcome<Account> present(Optional<Account> account) {
        return account.<Outcome<Account>>map(Outcome::done).orElseGet(() -> Outcome.refused(Refusals.SIGNED_OUT));
    }
}
