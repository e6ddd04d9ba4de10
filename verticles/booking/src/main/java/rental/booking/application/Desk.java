package rental.booking.application;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import rental.booking.application.port.Answered;
import rental.booking.application.port.Blocks;
import rental.booking.application.port.Calendars;
import rental.booking.application.port.CarService;
import rental.booking.application.port.Cars;
import rental.booking.application.port.Quotes;
import rental.booking.application.port.Rentals;
import rental.booking.application.port.Schedules;
import rental.booking.application.port.Users;
import rental.booking.model.Lifecycle;

/** All that booking does, put together over its stores. */
public record Desk(
        ReadingRentals reading,
        CreatingRentals creating,
        Quoting quoting,
        SteppingRentals stepping,
        AskingCalendars calendars,
        BlockingCars blocking,
        Sweeper sweeper) {

    /** What booking stores and whom it asks. */
    public record Stores(
            Rentals rentals,
            Cars cars,
            Calendars calendars,
            Schedules schedules,
            Quotes quotes,
            Answered answered,
            Blocks blocks,
            CarService carService,
            Users users) {}

    /**
     * What an installation has settled.
     *
     * @param keyPatience how long a repeat waits for the first request with its key
     */
    public record Rules(
            Pricing pricing,
            Duration holdTime,
            Duration quoteTime,
            Duration earliestPickup,
            Duration overdueReach,
            Duration keyPatience) {}

    public static Desk open(Vertx vertx, Stores stores, Rules rules, Clock clock) {
        var pricing = rules.pricing();
        var lifecycle = new Lifecycle(pricing.prices(), rules.earliestPickup(), rules.overdueReach());
        var cars = new CarCatalogue(stores.cars(), stores.carService());
        var remembering = new Remembering(vertx, stores.answered(), clock, rules.keyPatience());
        var conflicts =
                new Conflicts(stores.rentals(), stores.calendars(), stores.cars(), lifecycle, pricing.windows(), clock);
        return new Desk(
                new ReadingRentals(stores.rentals(), clock),
                new CreatingRentals(
                        stores.rentals(),
                        cars,
                        stores.quotes(),
                        stores.users(),
                        remembering,
                        conflicts,
                        pricing,
                        rules.holdTime(),
                        clock),
                new Quoting(stores.quotes(), cars, remembering, pricing, rules.quoteTime(), clock),
                new SteppingRentals(stores.rentals(), conflicts, lifecycle, pricing, clock),
                new AskingCalendars(stores.calendars(), stores.schedules(), cars, pricing.prices(), clock),
                new BlockingCars(stores.blocks(), cars, conflicts, clock),
                new Sweeper(stores.rentals(), stores.quotes(), stores.answered(), lifecycle, clock));
    }
}
