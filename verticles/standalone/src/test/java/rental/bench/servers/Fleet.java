package rental.bench.servers;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import rental.contract.Money;
import rental.contract.Window;
import rental.contract.car.Car;
import rental.contract.car.FuelType;
import rental.contract.car.Location;
import rental.contract.car.Transmission;

/**
 * Cars and their bookings, as many as wanted and the same in every run. Cars stand in cities that are far from each other;
 * each has a booking of two days every so many days. Everything is numbered from 0, and ids are made of the numbers.
 *
 * @param cars how many
 * @param carsOfACity how many stand within some ten kilometres of one another
 * @param bookingsOfACar how many each has
 * @param firstDay when the first of them begins, in days from today; may be negative
 * @param everyDays how many days after its predecessor each booking begins
 */
public record Fleet(int cars, int carsOfACity, int bookingsOfACar, int firstDay, int everyDays) {
    /** From here on no car is booked: room for bookings that a benchmark makes. */
    public static final int FREE_FROM_DAY = 370;

    /** The last day on which a pick-up may lie, less some. */
    public static final int LAST_DAY = 725;

    public static final int CUSTOMERS = 32;

    /** What ids end on; before it stands a time, as in those that the services make. */
    private static final String CAR_IDS = "70009000000000000001";

    private static final String BOOKING_IDS = "7000a000000000000001";
    private static final String USER_IDS = "7000b000000000000001";
    private static final long FIRST_MADE = Instant.parse("2025-01-01T00:00:00Z").toEpochMilli();
    private static final int MILLIS_BETWEEN = 10_000;
    private static final List<String> BRANDS =
            List.of("Audi", "BMW", "Fiat", "Ford", "Honda", "Kia", "Renault", "Tesla", "Toyota", "Volvo");
    private static final List<String> MODELS = List.of("Alto", "Breeze", "Comet", "Drift", "Ember", "Flint", "Gale");
    private static final List<String> FEATURES =
            List.of("Sunroof", "Tow bar", "Heated seats", "Roof rack", "Autopilot");
    private static final int CITIES_OF_A_ROW = 100;
    private static final double REACH_DEGREES = 0.06;

    /** A year behind and a year ahead, one booking a week: half of them are past. */
    public static Fleet of(int cars, int bookings) {
        return new Fleet(cars, 1_000, bookings / cars, -350, 7);
    }

    /** So many cars with ten windows each ahead of them. */
    public static Fleet toSearch(int cars, int carsOfACity) {
        return new Fleet(cars, carsOfACity, 10, 1, 30);
    }

    public int bookings() {
        return cars * bookingsOfACar;
    }

    /** What tells it from others, fit for names of databases. */
    public String name() {
        return cars + "_" + bookings();
    }

    public static UUID carId(int number) {
        return id(number, CAR_IDS);
    }

    public static UUID bookingId(int number) {
        return id(number, BOOKING_IDS);
    }

    public static UUID userId(int number) {
        return id(number, USER_IDS);
    }

    /** The customer whose booking it is. */
    public static int customerOf(int booking) {
        return booking % CUSTOMERS;
    }

    /** As {@link #carId}, in SQL. @param number an expression */
    public static String carIdSql(String number) {
        return sql(CAR_IDS, number);
    }

    public static String bookingIdSql(String number) {
        return sql(BOOKING_IDS, number);
    }

    public static String userIdSql(String number) {
        return sql(USER_IDS, number);
    }

    private static String sql(String end, String number) {
        return "(lpad(to_hex(%d + (%s)::int8 * %d), 12, '0') || '%s')::uuid"
                .formatted(FIRST_MADE, number, MILLIS_BETWEEN, end);
    }

    /**
     * A version 7 UUID, as if one were made every ten seconds. Times matter: PostgreSQL's GiST index tells UUIDs apart by
     * their first 53 bits or so, and would be a poor one for a fleet that was made within a moment.
     */
    private static UUID id(int number, String end) {
        var time = FIRST_MADE + (long) number * MILLIS_BETWEEN;
        return new UUID(
                time << 16 | Long.parseLong(end.substring(0, 4), 16), Long.parseUnsignedLong(end.substring(4), 16));
    }

    /** Ten in the morning of today, from which days count. */
    public static Instant today() {
        return Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(10));
    }

    /** Hours after {@link #today}, for as long. */
    public static Window window(int hour, int hours) {
        var from = today().plus(Duration.ofHours(hour));
        return new Window(from, from.plus(Duration.ofHours(hours)));
    }

    /** The middle of the city that the car stands in. */
    public Location city(int car) {
        var city = car / carsOfACity;
        return new Location(
                -50 + city / CITIES_OF_A_ROW,
                -170 + city % CITIES_OF_A_ROW * 3.4,
                "Main Street",
                "City " + city,
                "State",
                "Country",
                "UTC");
    }

    public Car car(int number) {
        var random = new Random(number);
        var brand = BRANDS.get(random.nextInt(BRANDS.size()));
        var model = MODELS.get(random.nextInt(MODELS.size()));
        var created = Instant.parse("2026-01-01T00:00:00Z");
        return new Car(
                carId(number),
                1,
                true,
                brand + " " + model,
                brand,
                model,
                2018 + random.nextInt(8),
                FuelType.values()[random.nextInt(FuelType.values().length)],
                Transmission.values()[random.nextInt(Transmission.values().length)],
                2 + random.nextInt(7),
                Money.of(30 + random.nextInt(120) + ".00", "USD"),
                List.of("https://images.example.com/%d.jpg".formatted(number)),
                FEATURES.subList(number % 4, number % 4 + 2),
                place(number, random),
                0,
                created,
                created);
    }

    private Location place(int number, RandomGenerator random) {
        var city = city(number);
        return new Location(
                city.latitude() + random.nextDouble(-REACH_DEGREES, REACH_DEGREES),
                city.longitude() + random.nextDouble(-REACH_DEGREES, REACH_DEGREES),
                number + " " + city.address(),
                city.city(),
                city.state(),
                city.country(),
                city.timeZone());
    }
}
