package rental.runtime.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.event.Event;
import rental.contract.event.Feeds;
import rental.contract.event.ListParkedEvents;
import rental.contract.event.RetryParkedEvent;
import rental.runtime.bus.TypedBus;
import rental.runtime.config.Configuration;
import rental.runtime.sql.DatabaseConfig;
import rental.runtime.sql.Databases;
import rental.testkit.TestDatabase;

@ExtendWith(VertxExtension.class)
class RelayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SOURCE = "car";

    @RegisterExtension
    static final TestDatabase database = TestDatabase.of(SOURCE);

    private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
    private Vertx vertx;
    private DatabaseConfig config;

    @BeforeEach
    void prepare() {
        vertx = Vertx.vertx();
        TypedBus.prepare(vertx);
        config = Configuration.read(DatabaseConfig.class, Map.of("DATABASE_URL", database.url()));
        database.execute("TRUNCATE outbox, outbox_parked, inbox");
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void deliversWhatWasWrittenBeforeAndAfterItsStartInOrder() {
        write(UUID.randomUUID(), 1, 300);
        consume("search", this::take);
        relay("search");
        until(() -> taken.size() == 300);

        write(UUID.randomUUID(), 301, 310);

        until(() -> taken.size() == 310);
        assertThat(taken).containsExactlyElementsOf(numbers(1, 310));
        until(() -> pending("search") == 0);
    }

    @Test
    void letsNoConsumerWaitForAnother() {
        consume("search", this::take);
        relay("booking", "search");

        write(UUID.randomUUID(), 1, 20);

        until(() -> pending("search") == 0);
        assertThat(pending("booking")).isEqualTo(20);
        assertThat(taken).containsExactlyElementsOf(numbers(1, 20));
    }

    @Test
    void comesAgainWhileTheConsumerIsOut() {
        var out = new AtomicBoolean(true);
        consume("search", events -> out.get() ? Future.failedFuture(new Outage("out", null)) : take(events));
        relay("search");
        write(UUID.randomUUID(), 1, 5);
        until(() -> leaders() == 1);

        out.set(false);

        until(() -> taken.size() == 5);
        assertThat(parked()).isZero();
    }

    @Test
    void parksWhatIsRefusedAgainAndAgainAndGoesOnWithTheRest() {
        consume("search", this::refuseThirteen);
        relay("search");

        write(UUID.randomUUID(), 10, 16);

        until(() -> pending("search") == 0);
        assertThat(taken).containsExactly("10", "11", "12", "14", "15", "16");
        var parked = await(TypedBus.on(vertx)
                        .request(Feeds.parked(SOURCE), new ListParkedEvents(Optional.empty(), 10), PATIENCE))
                .events();
        assertThat(parked).singleElement().satisfies(event -> {
            assertThat(event.consumer()).isEqualTo("search");
            assertThat(event.error()).contains("unlucky");
        });
    }

    @Test
    void deliversAParkedFactAgainWhenAsked() {
        var unlucky = new AtomicBoolean(true);
        consume("search", events -> unlucky.get() ? refuseThirteen(events) : take(events));
        relay("search");
        write(UUID.randomUUID(), 13, 13);
        until(() -> parked() == 1);
        unlucky.set(false);
        var id = UUID.fromString(database.query("SELECT id FROM outbox_parked").get(0));

        var outcome = await(TypedBus.on(vertx).request(Feeds.retry(SOURCE), new RetryParkedEvent(id), PATIENCE));

        assertThat(outcome.found()).isTrue();
        until(() -> taken.equals(List.of("13")));
        assertThat(parked()).isZero();
    }

    @Test
    void keepsToPortionsAndToWhatWasTakenOfThem() {
        var sizes = Collections.synchronizedList(new ArrayList<Integer>());
        var out = new AtomicBoolean(true);
        await(EventConsumer.of(TypedBus.on(vertx), SOURCE, "search")
                .inPortionsOf(10)
                .serve(events -> {
                    sizes.add(events.size());
                    var isThird = events.get(0).payload().contains("21");
                    return isThird && out.get() ? Future.failedFuture(new Outage("out", null)) : take(events);
                }));
        write(UUID.randomUUID(), 1, 35);
        relay("search");
        until(() -> pending("search") == 15);

        out.set(false);

        until(() -> pending("search") == 0);
        assertThat(taken).containsExactlyElementsOf(numbers(1, 35));
        assertThat(sizes).allMatch(size -> size <= 10);
    }

    @Test
    void hasOneActiveRelayAndAnotherTakesOver() {
        consume("search", this::take);
        var first = relay("search");
        until(() -> leaders() == 1);
        relay("search");

        await(vertx.undeploy(first));
        write(UUID.randomUUID(), 1, 3);

        until(() -> taken.size() == 3);
        assertThat(leaders()).isEqualTo(1);
    }

    @Test
    void takesOverWhenTheDatabaseEndsTheLeadersSession() {
        consume("search", this::take);
        relay("search");
        until(() -> leaders() == 1);

        database.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
        write(UUID.randomUUID(), 1, 3);

        until(() -> taken.size() == 3);
    }

    @Test
    void forgetsTheContentOfASecretOnceItIsDelivered() {
        consume("search", this::take);
        relay("search");
        database.execute("""
                INSERT INTO outbox (type, aggregate_id, payload, secret, pending)
                VALUES ('counted', gen_random_uuid(), '{"n": 1}', true, '{search}')
                """);

        until(() -> pending("search") == 0);

        assertThat(database.query("SELECT payload FROM outbox")).containsExactly("{}");
    }

    @Test
    void takesAFactOnceThoughItIsDeliveredTwice() {
        var pool = Databases.readCommitted(vertx, config);
        var once = await(consumeOnce(pool));
        write(UUID.randomUUID(), 1, 2);
        relay("search");
        until(() -> pending("search") == 0);

        database.execute("UPDATE outbox SET pending = '{search}'");

        until(() -> pending("search") == 0);
        assertThat(taken).containsExactly("1", "2");
        assertThat(once).isNull();
    }

    private Future<Void> consumeOnce(Pool pool) {
        return EventConsumer.of(TypedBus.on(vertx), SOURCE, "search")
                .serve(events -> pool.withTransaction(
                        transaction -> Inbox.fresh(transaction, events).compose(this::take)));
    }

    private void consume(String consumer, Function<List<Event>, Future<Void>> effect) {
        await(EventConsumer.of(TypedBus.on(vertx), SOURCE, consumer).serve(effect));
    }

    private Future<Void> take(List<Event> events) {
        events.forEach(event -> taken.add(event.payload().replaceAll("\\D", "")));
        return Future.succeededFuture();
    }

    private Future<Void> refuseThirteen(List<Event> events) {
        return events.stream().anyMatch(event -> event.payload().contains("13"))
                ? Future.failedFuture(new IllegalStateException("unlucky"))
                : take(events);
    }

    private String relay(String... consumers) {
        var outbox = Configuration.read(OutboxConfig.class, Map.of());
        return await(vertx.deployVerticle(new Relay(SOURCE, List.of(consumers), config, outbox)));
    }

    private void write(UUID aggregate, int first, int last) {
        database.execute("""
                INSERT INTO outbox (type, aggregate_id, payload)
                SELECT 'counted', '%s', jsonb_build_object('n', n) FROM generate_series(%d, %d) n ORDER BY n
                """.formatted(aggregate, first, last));
    }

    private static List<String> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
    }

    private static long pending(String consumer) {
        return count("outbox WHERE '" + consumer + "' = ANY (pending)");
    }

    private static long parked() {
        return count("outbox_parked");
    }

    private static long leaders() {
        return count("pg_locks WHERE locktype = 'advisory' AND granted"
                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
    }

    private static long count(String what) {
        return Long.parseLong(database.query("SELECT count(*) FROM " + what).get(0));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static void until(BooleanSupplier condition) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
