package rental.car;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.car.CarAddresses;
import rental.contract.car.FindCars;
import rental.contract.car.ScanCars;
import rental.runtime.bus.TypedBus;
import rental.runtime.config.Configuration;
import rental.runtime.sql.Databases;
import rental.testkit.TestDatabase;

/** The car service on a real database, asked the way the gateway asks it. */
class CarServiceTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("car");

    private static final UUID FIRST = new UUID(0, 0);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String PATCH = "updateCar";
    private static Vertx vertx;
    private static CarConfig config;
    private static CarClient client;

    @BeforeAll
    static void deploy() {
        vertx = Vertx.vertx();
        TypedBus.prepare(vertx);
        config = Configuration.read(CarConfig.class, Map.of("CAR_DATABASE_URL", DATABASE.url(), "CAR_PORT", "0"));
        await(vertx.deployVerticle(new CarVerticle(config)));
        client = new CarClient(vertx);
    }

    @AfterAll
    static void close() {
        await(vertx.close());
    }

    @BeforeEach
    void empty() {
        DATABASE.execute("TRUNCATE car, idempotency_key, outbox CASCADE");
    }

    @Test
    void answersANewCarWithItsPlaceAndVersion() {
        var made = client.create(CarClient.tesla());

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("location")).isEqualTo("/cars/" + made.id());
        assertThat(made.header("etag")).isEqualTo("\"1\"");
        assertThat(made.text("/name")).isEqualTo("Tesla Model 3");
        assertThat(made.text("/pricePerDay/amount")).isEqualTo("120.00");
        assertThat(client.get(made.id()).body()).isEqualTo(made.body());
    }

    @Test
    void takesTheTimeZoneFromTheCoordinatesWhenNoneIsGiven() {
        assertThat(client.create(CarClient.tesla()).text("/location/timeZone")).isEqualTo("America/Los_Angeles");
    }

    @Test
    void keepsTheTimeZoneThatIsGiven() {
        var made = client.create(CarClient.tesla().put("/location/timeZone", "Europe/Paris"));

        assertThat(made.text("/location/timeZone")).isEqualTo("Europe/Paris");
    }

    @Test
    void followsTheCoordinatesWithADerivedTimeZone() {
        var made = client.create(CarClient.tesla());

        var moved = client.change(
                PATCH, made.id(), "{\"location\": {\"latitude\": 48.8566, \"longitude\": 2.3522}}", Map.of());

        assertThat(moved.text("/location/timeZone")).isEqualTo("Europe/Paris");
        assertThat(moved.text("/location/city")).isEqualTo("San Francisco");
    }

    @Test
    void changesWhatAMergePatchNamesAndNothingElse() {
        var made = client.create(CarClient.tesla().put("/turnaroundMinutes", 60));

        var changed = client.change(
                PATCH,
                made.id(),
                "{\"pricePerDay\": {\"amount\": \"99.50\"}, \"turnaroundMinutes\": null}",
                Map.of("if-match", "\"1\""));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("etag")).isEqualTo("\"2\"");
        assertThat(changed.text("/pricePerDay/amount")).isEqualTo("99.50");
        assertThat(changed.text("/turnaroundMinutes")).isEqualTo("0");
        assertThat(changed.text("/name")).isEqualTo("Tesla Model 3");
    }

    @Test
    void describesACarAnew() {
        var made = client.create(CarClient.tesla().put("/turnaroundMinutes", 60));

        var replaced = client.change(
                "replaceCar",
                made.id(),
                CarClient.tesla().put("/name", "Roadster").text(),
                Map.of());

        assertThat(replaced.text("/name")).isEqualTo("Roadster");
        assertThat(replaced.text("/turnaroundMinutes")).isEqualTo("0");
        assertThat(replaced.text("/createdAt")).isEqualTo(made.text("/createdAt"));
    }

    @Test
    void refusesAPatchThatTakesAwayWhatACarNeeds() {
        var made = client.create(CarClient.tesla());

        var refused = client.change(PATCH, made.id(), "{\"name\": null}", Map.of());

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/code")).isEqualTo("validation-failed");
    }

    @Test
    void refusesAnAmountFinerThanTheCurrency() {
        var refused = client.create(CarClient.tesla().put("/pricePerDay/amount", "120.005"));

        assertThat(refused.status()).isEqualTo(400);
    }

    @Test
    void refusesAChangeOfAVersionThatIsGone() {
        var made = client.create(CarClient.tesla());
        client.change(PATCH, made.id(), "{\"seats\": 4}", Map.of());

        var refused = client.change(PATCH, made.id(), "{\"seats\": 3}", Map.of("if-match", "\"1\""));

        assertThat(refused.status()).isEqualTo(412);
        assertThat(client.get(made.id()).text("/seats")).isEqualTo("4");
    }

    @Test
    void answersNothingNewToWhoHasTheVersion() {
        var made = client.create(CarClient.tesla());

        assertThat(client.get(made.id(), Map.of("if-none-match", "\"1\"")).status())
                .isEqualTo(304);
    }

    @Test
    void losesNoneOfManyChangesAtOnce() {
        var made = client.create(CarClient.tesla());

        var changes = IntStream.range(0, 20)
                .mapToObj(n -> client.changing("{\"features\": [\"" + n + "\"]}", made.id()))
                .toList();
        await(Future.all(changes));

        assertThat(changes)
                .allSatisfy(change -> assertThat(change.result().status()).isEqualTo(200));
        assertThat(client.get(made.id()).text("/version")).isEqualTo("21");
    }

    @Test
    void hidesADeletedCarButStillTellsTheOthersOfIt() {
        var made = client.create(CarClient.tesla());

        var gone = client.change("deleteCar", made.id(), "", Map.of());

        assertThat(gone.status()).isEqualTo(204);
        assertThat(client.get(made.id()).status()).isEqualTo(404);
        assertThat(client.list(Map.of()).items()).isEmpty();
        assertThat(client.change("deleteCar", made.id(), "", Map.of()).status()).isEqualTo(404);
        var ids = List.of(UUID.fromString(made.id()), FIRST);
        var found = await(TypedBus.on(vertx).request(CarAddresses.FIND, new FindCars(ids), PATIENCE));
        assertThat(found.cars())
                .singleElement()
                .satisfies(car -> assertThat(car.active()).isFalse());
    }

    @Test
    void tellsOfEveryChangeWithTheVersionThatItMade() {
        var made = client.create(CarClient.tesla());
        client.change(PATCH, made.id(), "{\"seats\": 4}", Map.of());
        client.change("deleteCar", made.id(), "", Map.of());

        assertThat(DATABASE.query("SELECT payload -> 'car' ->> 'version' FROM outbox ORDER BY id"))
                .containsExactly("1", "2", "3");
        assertThat(DATABASE.query("SELECT DISTINCT type || ' ' || pending::text FROM outbox"))
                .containsExactly("car-changed {booking,search}");
    }

    @Test
    void answersTheSameCarToARequestRepeatedWithItsKey() {
        var key = Map.of("idempotency-key", "k-1");
        var first = client.create(CarClient.tesla(), key);

        var repeated = client.create(CarClient.tesla(), key);
        var reused = client.create(CarClient.tesla().put("/seats", 4), key);

        assertThat(repeated.status()).isEqualTo(201);
        assertThat(repeated.body()).isEqualTo(first.body());
        assertThat(repeated.header("idempotency-replayed")).isEqualTo("true");
        assertThat(reused.text("/code")).isEqualTo("idempotency-key-reused");
        assertThat(client.list(Map.of()).items()).hasSize(1);
    }

    @Test
    void replaysTheSameContentHoweverItIsWritten() {
        var key = Map.of("idempotency-key", "k-4");
        var first = client.create(CarClient.tesla(), key);
        var car = CarClient.tesla();
        car.root().set("name", car.root().remove("name"));

        var repeated = client.create(car.text().replace("\"seats\":5", "\"seats\" : 5.0"), key);

        assertThat(repeated.header("idempotency-replayed")).isEqualTo("true");
        assertThat(repeated.body()).isEqualTo(first.body());
    }

    @Test
    void takesAKeyAnewAfterADay() {
        var key = Map.of("idempotency-key", "k-3");
        client.create(CarClient.tesla(), key);
        DATABASE.execute("UPDATE idempotency_key SET created_at = created_at - interval '25 hours'");

        var again = client.create(CarClient.tesla().put("/seats", 4), key);

        assertThat(again.status()).isEqualTo(201);
        assertThat(client.list(Map.of()).items()).hasSize(2);
    }

    @Test
    void forgetsEveryKeyWhoseTimeIsOverHoweverManyThereAre() {
        client.create(CarClient.tesla(), Map.of("idempotency-key", "fresh"));
        DATABASE.execute("INSERT INTO idempotency_key (caller, key, request_hash, car_id, answer, created_at)"
                + " SELECT gen_random_uuid(), 'old-' || n, '', car.id, '', now() - interval '25 hours'"
                + " FROM car, generate_series(1, 2500) n");

        await(new IdempotencyKeys(Databases.serializable(vertx, config.database())).forgetExpired(Instant.now()));

        assertThat(DATABASE.query("SELECT key FROM idempotency_key")).containsExactly("fresh");
    }

    @Test
    void makesOneCarOfManyRequestsAtOnceWithOneKey() {
        var key = Map.of("idempotency-key", "k-2");

        var requests = IntStream.range(0, 16)
                .mapToObj(n -> client.creating(CarClient.tesla(), key))
                .toList();
        await(Future.all(requests));

        assertThat(requests)
                .allSatisfy(request -> assertThat(request.result().status()).isEqualTo(201));
        assertThat(DATABASE.query("SELECT id FROM car")).hasSize(1);
        assertThat(DATABASE.query("SELECT id FROM outbox")).hasSize(1);
    }

    @Test
    void listsEveryCarOnceNewestFirst() {
        var made = new ArrayList<String>();
        for (var n = 0; n < 7; n++) {
            made.add(0, client.create(CarClient.tesla()).id());
        }

        var page = client.list(Map.of("limit", List.of("3")));
        var seen = new ArrayList<>(page.items());
        while (page.text("/nextCursor") != null) {
            page = client.list(Map.of("limit", List.of("3"), "cursor", List.of(page.text("/nextCursor"))));
            seen.addAll(page.items());
        }

        assertThat(seen).containsExactlyElementsOf(made);
    }

    @Test
    void goesThroughTheWholeFleetInTheOrderOfIds() {
        for (var n = 0; n < 5; n++) {
            client.create(CarClient.tesla());
        }
        var bus = TypedBus.on(vertx);

        var first = await(bus.request(CarAddresses.SCAN, new ScanCars(FIRST, 3), PATIENCE))
                .cars();
        var rest = await(
                        bus.request(CarAddresses.SCAN, new ScanCars(first.get(2).id(), 3), PATIENCE))
                .cars();

        assertThat(first).hasSize(3);
        assertThat(rest).hasSize(2).doesNotContainAnyElementsOf(first);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
