package rental.bench.servers;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
 * each has a booking of two days every so many days. Everything is numbered from 0, and the numbers are the ends of the ids.
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

    private static final String CAR_IDS = "01900000-0000-7000-9000-";
    private static final String BOOKING_IDS = "01900000-0000-7000-a000-";
    private static final String USER_IDS = "01900000-0000-7000-b000-";
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
        return cars + "_" + carsOfACity;
    }

    public static UUID carId(int number) {
        return UUID.fromString(CAR_IDS + digits(number));
    }

    public static UUID bookingId(int number) {
        return UUID.fromString(BOOKING_IDS + digits(number));
    }

    public static UUID userId(int number) {
        return UUID.fromString(USER_IDS + digits(number));
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

    private static String sql(String begin, String number) {
        return "('%s' || lpad(to_hex(%s), 12, '0'))::uuid".formatted(begin, number);
    }

    private static String digits(int number) {
        return "%012x".formatted(number);
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
        var random = new java.util.Random(number);
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
