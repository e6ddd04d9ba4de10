package rental.booking;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import rental.booking.api.BookingApi;
import rental.booking.api.QuoteView;
import rental.booking.application.Auditor;
import rental.booking.application.Desk;
import rental.booking.application.Pricing;
import rental.booking.application.Sweeper;
import rental.booking.application.port.Rentals;
import rental.booking.infrastructure.BusCars;
import rental.booking.infrastructure.BusUsers;
import rental.booking.infrastructure.CalendarJournal;
import rental.booking.infrastructure.PgAnswered;
import rental.booking.infrastructure.PgBlocks;
import rental.booking.infrastructure.PgCalendars;
import rental.booking.infrastructure.PgCars;
import rental.booking.infrastructure.PgInvariants;
import rental.booking.infrastructure.PgQuotes;
import rental.booking.infrastructure.PgRentals;
import rental.booking.infrastructure.RememberedSchedules;
import rental.contract.booking.BookingAddresses;
import rental.contract.booking.CountOpenBookings;
import rental.contract.health.HealthReport;
import rental.runtime.bus.TypedBus;
import rental.runtime.http.contract.Contract;
import rental.runtime.http.server.ApiServer;
import rental.runtime.http.server.ServiceEdge;
import rental.runtime.metrics.Invariants;
import rental.runtime.metrics.Meters;
import rental.runtime.outbox.EventConsumer;
import rental.runtime.outbox.Outbox;
import rental.runtime.outbox.Undelivered;
import rental.runtime.sql.Databases;
import rental.runtime.sql.Retry;
import rental.runtime.upkeep.Periodic;

/** Wires the booking service: its database, its use cases, the addresses it serves. */
public final class BookingVerticle extends VerticleBase {
    private static final String NAME = "booking";
    private static final Duration HOUSEKEEPING = Duration.ofMinutes(1);

    /** An instance that is asked nothing for twice as long as that remembers nothing, and after a crash none does for as long. */
    private static final Duration JOURNAL = Duration.ofSeconds(20);

    /** Whoever books one of them waits for all. */
    private static final int CARS_LOCKED_AT_ONCE = 100;

    private final BookingConfig config;
    private final Clock clock;

    private Periodic sweeping;
    private Periodic forgetting;
    private Periodic auditing;
    private Periodic noting;
    private ApiServer server;

    public BookingVerticle(BookingConfig config) {
        this(config, Clock.tickMillis(ZoneOffset.UTC));
    }

    /** @param clock what the service takes for the present */
    BookingVerticle(BookingConfig config, Clock clock) {
        this.config = requireNonNull(config);
        this.clock = requireNonNull(clock);
    }

    @Override
    public Future<?> start() {
        var writes = Databases.serializable(vertx, config.database());
        var reads = Databases.pipelined(vertx, config.database());
        var bus = TypedBus.on(vertx);
        var cars = new PgCars(writes, reads, Retry.on(vertx));
        var bookkeeping = Databases.readCommitted(vertx, config.database());
        var journal = new CalendarJournal(reads, bookkeeping);
        var stores = stores(writes, reads, cars, new RememberedSchedules(vertx, reads, journal));
        var desk = Desk.open(vertx, stores, rules(), clock);
        var auditor = new Auditor(new PgInvariants(bookkeeping), stores.rentals(), BookingVerticle::tell, clock);
        var undelivered = new Undelivered(reads, BookingMain.CONSUMERS);
        beginUpkeep(desk.sweeper(), auditor, journal);
        return Databases.warmUp(writes, reads)
                .compose(warm -> serve(bus, desk, stores.rentals()))
                .compose(served -> EventConsumer.of(bus, "car", NAME)
                        .inPortionsOf(CARS_LOCKED_AT_ONCE)
                        .serve(cars::take))
                .compose(served -> open(bus, desk, () -> undelivered.health(auditor::violations)));
    }

    private Desk.Stores stores(Pool writes, SqlClient reads, PgCars cars, RememberedSchedules schedules) {
        var bus = TypedBus.on(vertx);
        var retry = Retry.on(vertx);
        var outbox = new Outbox(vertx, NAME);
        return new Desk.Stores(
                new PgRentals(writes, reads, retry, outbox),
                cars,
                new PgCalendars(reads),
                schedules,
                new PgQuotes(writes, reads, retry, QuoteView::of),
                new PgAnswered(writes, reads, retry, config.keyLife()),
                new PgBlocks(writes, reads, retry, outbox),
                new BusCars(bus),
                new BusUsers(bus));
    }

    private void beginUpkeep(Sweeper sweeper, Auditor auditor, CalendarJournal journal) {
        sweeping = Periodic.begin(vertx, "sweep of bookings", config.sweep(), sweeper::sweep);
        forgetting = Periodic.begin(vertx, "housekeeping of booking", HOUSEKEEPING, sweeper::forget);
        noting = Periodic.begin(vertx, "upkeep of the journal of calendars", JOURNAL, journal::keep);
        auditing = Periodic.begin(vertx, "audit of bookings", config.audit(), auditor::audit);
    }

    private Future<Void> serve(TypedBus bus, Desk desk, Rentals rentals) {
        return bus.serve(BookingAddresses.AVAILABILITY, desk.calendars()::check)
                .serve(BookingAddresses.CALENDARS, desk.calendars()::find)
                .serve(
                        BookingAddresses.OPEN_BOOKINGS,
                        ask -> rentals.countOpen(ask.userId(), clock.instant()).map(CountOpenBookings.Count::new))
                .ready();
    }

    @Override
    public Future<?> stop() {
        return server == null
                ? Future.succeededFuture()
                : server.shutdown()
                        .eventually(sweeping::end)
                        .eventually(forgetting::end)
                        .eventually(auditing::end)
                        .eventually(noting::end);
    }

    private Future<Void> open(TypedBus bus, Desk desk, Supplier<Future<HealthReport>> health) {
        var contract = Contract.in(config.pricing().currency());
        var operations = new BookingApi(contract, desk, config.windows().rules(), clock).operations();
        return ServiceEdge.of(vertx, contract, config.edge(), NAME, operations, health)
                .on(bus)
                .open(config.service().port())
                .onSuccess(opened -> server = opened)
                .mapEmpty();
    }

    private Desk.Rules rules() {
        var pricing = config.pricing();
        return new Desk.Rules(
                new Pricing(config.windows().rules(), pricing.rules(), pricing.policy()),
                config.holdTime(),
                config.quoteTime(),
                config.earliestPickup(),
                config.overdueReach(),
                config.keyPatience());
    }

    private static void tell(Auditor.Invariant invariant, long violations) {
        Invariants.measured(Meters.ofProcess()).is(violations, invariant.label());
    }
}
