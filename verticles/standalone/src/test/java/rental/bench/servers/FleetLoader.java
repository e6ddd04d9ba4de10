package rental.bench.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rental.booking.model.CancellationPolicy;
import rental.booking.model.PriceRules;
import rental.booking.model.Terms;
import rental.contract.Window;
import rental.runtime.http.Json;

/** Fills the databases of the services with a fleet, its bookings and their customers: as events would have, but quickly. */
final class FleetLoader {
    private static final int BCRYPT_COST = 10;
    private static final int BOOKING_HOURS = 48;

    /** So many bookings go into their index as they do in life; of more, it is made at the end, which is much quicker. */
    private static final int ONE_BY_ONE = 500_000;

    private static final String GUARD =
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'booking_no_overlap'";

    private final Fleet fleet;
    private final Map<String, String> databases;

    /** @param databases where they are, by service */
    FleetLoader(Fleet fleet, Map<String, String> databases) {
        this.fleet = fleet;
        this.databases = databases;
    }

    void load() {
        users();
        cars();
        bookings();
        databases.values().forEach(url -> {
            try (var database = Database.at(url)) {
                database.execute("VACUUM ANALYZE");
            }
        });
    }

    private void users() {
        var hash = BCrypt.withDefaults().hashToString(BCRYPT_COST, Customers.PASSWORD.toCharArray());
        try (var auth = Database.at(databases.get("auth"));
                var notification = Database.at(databases.get("notification"))) {
            auth.execute(USERS.formatted(Fleet.userIdSql("n"), hash, Fleet.CUSTOMERS));
            notification.execute(RECIPIENTS.formatted(Fleet.userIdSql("n"), Fleet.CUSTOMERS));
        }
    }

    private void cars() {
        try (var car = Database.at(databases.get("car"));
                var booking = Database.at(databases.get("booking"))) {
            car.execute(FRESH).copy("fresh", documents()).execute(CARS);
            booking.execute(FRESH).copy("fresh", documents()).execute(PROJECTION);
        }
    }

    private Stream<String> documents() {
        return IntStream.range(0, fleet.cars()).mapToObj(number -> json(fleet.car(number)));
    }

    private void bookings() {
        var example = Fleet.window(0, BOOKING_HOURS);
        var terms = json(terms(example))
                .replace(example.from().toString(), "@from")
                .replace(example.to().toString(), "@to");
        var statement = BOOKINGS.formatted(
                Fleet.bookingIdSql("n"),
                Fleet.carIdSql("car"),
                Fleet.userIdSql("n % " + Fleet.CUSTOMERS),
                terms,
                fleet.cars(),
                fleet.bookingsOfACar(),
                Fleet.today(),
                fleet.firstDay(),
                fleet.everyDays(),
                BOOKING_HOURS);
        try (var booking = Database.at(databases.get("booking"))) {
            if (fleet.bookings() <= ONE_BY_ONE) {
                booking.execute(statement);
            } else {
                var guard = booking.text(GUARD);
                booking.execute("ALTER TABLE booking DROP CONSTRAINT booking_no_overlap")
                        .execute(statement)
                        .execute("ALTER TABLE booking ADD CONSTRAINT booking_no_overlap " + guard);
            }
            booking.execute(HISTORY);
        }
    }

    /** Those of the first car serve for all, but for their times. */
    private Terms terms(Window window) {
        var rules = new PriceRules(List.of(), List.of(), BigDecimal.ZERO, BigDecimal.valueOf(20));
        var policy = new CancellationPolicy(List.of(
                new CancellationPolicy.Step(48, BigDecimal.valueOf(100)),
                new CancellationPolicy.Step(24, BigDecimal.valueOf(50))));
        return new Terms(window, rules.price(fleet.car(0), window, List.of()), policy);
    }

    private static String json(Object value) {
        return new String(Json.write(value), UTF_8);
    }

    /** The last one is an administrator. */
    private static final String USERS = """
            INSERT INTO users (id, email, email_key, name, roles, password_hash, email_verified, tokens_after, version, created_at)
            SELECT %1$s, format('user%%s@example.com', n), format('user%%s@example.com', n), 'User ' || n,
                   CASE n WHEN %3$d THEN '{customer,admin}'::text[] ELSE '{customer}' END, '%2$s', true, 'epoch', 1, now()
              FROM generate_series(0, %3$d) n
            """;

    private static final String RECIPIENTS = """
            INSERT INTO recipient (user_id, email, name, locale, version)
            SELECT %1$s, format('user%%s@example.com', n), 'User ' || n, 'en-US', 1
              FROM generate_series(0, %2$d) n
            """;

    private static final String FRESH = "CREATE TEMP TABLE fresh (document jsonb)";

    private static final String CARS = """
            INSERT INTO car (id, version, active, name, brand, model, year, fuel_type, transmission, seats, price_amount,
                             price_currency, images, features, latitude, longitude, address, city, state, country, time_zone,
                             time_zone_given, turnaround_minutes, created_at, updated_at)
            SELECT (document->>'id')::uuid, (document->>'version')::bigint, true, document->>'name', document->>'brand',
                   document->>'model', (document->>'year')::integer, document->>'fuelType', document->>'transmission',
                   (document->>'seats')::integer, (document#>>'{pricePerDay,amount}')::numeric,
                   document#>>'{pricePerDay,currency}',
                   ARRAY(SELECT jsonb_array_elements_text(document->'images')),
                   ARRAY(SELECT jsonb_array_elements_text(document->'features')),
                   (document#>>'{location,latitude}')::float8, (document#>>'{location,longitude}')::float8,
                   document#>>'{location,address}', document#>>'{location,city}', document#>>'{location,state}',
                   document#>>'{location,country}', document#>>'{location,timeZone}', true,
                   (document->>'turnaroundMinutes')::integer, (document->>'createdAt')::timestamptz,
                   (document->>'updatedAt')::timestamptz
              FROM fresh
            """;

    private static final String PROJECTION = """
            INSERT INTO car (id, version, active, fuel_type, latitude, longitude, turnaround_minutes, price_per_day, currency,
                             time_zone, document)
            SELECT (document->>'id')::uuid, (document->>'version')::bigint, true, document->>'fuelType',
                   (document#>>'{location,latitude}')::float8, (document#>>'{location,longitude}')::float8,
                   (document->>'turnaroundMinutes')::integer, (document#>>'{pricePerDay,amount}')::numeric,
                   document#>>'{pricePerDay,currency}', document#>>'{location,timeZone}', document
              FROM fresh
            """;

    /** Cars begin on different days of the week, so that some are free whatever the window. */
    private static final String BOOKINGS = """
            INSERT INTO booking (id, kind, car_id, user_id, status, pickup_time, dropoff_time, blocked, terms, calendar_version,
                                 created_at, updated_at)
            SELECT %1$s, 'rental', %2$s, %3$s, CASE WHEN dropoff < now() THEN 'completed' ELSE 'confirmed' END,
                   pickup, dropoff, tstzrange(pickup, dropoff),
                   replace(replace('%4$s', '@from', to_char(pickup, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
                           '@to', to_char(dropoff, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))::jsonb,
                   nextval('calendar_version'), now(), now()
              FROM generate_series(0, %5$d - 1) car,
                   generate_series(0, %6$d - 1) nth,
                   LATERAL (SELECT car * %6$d + nth AS n,
                                   '%7$s'::timestamptz + (%8$d + nth * %9$d + car %% %9$d) * interval '1 day' AS pickup) begins,
                   LATERAL (SELECT pickup + %10$d * interval '1 hour' AS dropoff) ends
            """;

    private static final String HISTORY = """
            INSERT INTO booking_history (booking_id, version, at, actor, what)
            SELECT id, 1, created_at, user_id, 'confirmed' FROM booking
            """;
}
