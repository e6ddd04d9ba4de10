package rental.runtime.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.runtime.config.Configuration;
import rental.runtime.sql.DatabaseConfig;
import rental.runtime.sql.Databases;
import rental.testkit.ApiClient;
import rental.testkit.SpanCollector;
import rental.testkit.SpanCollector.Span;
import rental.testkit.TestDatabase;

class TracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final String EMAIL = "ada@example.com";

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("auth");

    private final SpanCollector collector = SpanCollector.start();
    private Vertx vertx;
    private Traces traces;

    @AfterEach
    void stop() {
        if (vertx != null) {
            await(vertx.close());
        }
        if (traces != null) {
            traces.close();
        }
        collector.close();
    }

    @Test
    void thereIsNoTracerUnlessAskedFor() {
        vertx = Vertx.vertx();

        assertThat(Traces.of(config(Map.of()), "test")).isEmpty();
        assertThat(((VertxInternal) vertx).tracer()).isNull();
        assertThat(Spans.of(vertx).traceparent()).isEmpty();
    }

    @Test
    void goesOnWithTheTraceOfTheCaller() {
        var client = ApiClient.of(server(() -> Future.succeededFuture("")));

        client.with("traceparent", TRACEPARENT).get("/cars");

        var span = sent(TRACE).get(0);
        assertThat(span.parentId()).isEqualTo("00f067aa0ba902b7");
        assertThat(span.service()).isEqualTo("rental-test");
    }

    @Test
    void leavesOutWhatMayBeSecretInAddressesAndErrors() {
        var client = ApiClient.of(server(this::addTwice));

        client.with("traceparent", TRACEPARENT)
                .with("authorization", "Bearer eyJ.secret.token")
                .get("/users?email=" + EMAIL);

        var spans = sent(TRACE);
        assertThat(spans).anySatisfy(span -> {
            assertThat(span.name()).startsWith("INSERT ");
            assertThat(span.failed()).isTrue();
            assertThat(span.attributes()).containsEntry("error.type", "io.vertx.pgclient.PgException");
        });
        assertThat(spans.toString()).doesNotContain(EMAIL, "eyJ", "token");
    }

    @Test
    void leavesOutProbes() {
        var client = ApiClient.of(server(() -> Future.succeededFuture("")));

        client.get("/health/ready");
        client.get("/metrics");
        client.with("traceparent", TRACEPARENT).get("/cars");

        sent(TRACE);
        assertThat(collector.spans()).extracting(Span::traceId).containsOnly(TRACE);
    }

    @Test
    void goesOnWithWhatAnEarlierRequestLeftBehind() {
        var base = server(() -> Future.succeededFuture(""));
        var spans = Spans.of(vertx);

        var answer = await(spans.resuming("later", List.of(TRACEPARENT), Map.of(Spans.EVENTS, "1"), () -> {
            var inside = spans.traceparent().orElse("none");
            return spans.asking("SMTP", Map.of("server.address", "mail"), () -> Future.succeededFuture(inside));
        }));

        assertThat(base).isNotEmpty();
        assertThat(answer).contains(TRACE).isNotEqualTo(TRACEPARENT);
        assertThat(sent(TRACE)).extracting(Span::name).containsExactlyInAnyOrder("later", "SMTP");
    }

    @Test
    void makesNoSpanOfWorkThatNobodyTraces() {
        server(() -> Future.succeededFuture(""));

        var answer = await(Spans.of(vertx).resuming("later", List.of(), Map.of(), () -> Future.succeededFuture(7)));
        traces.close();

        assertThat(answer).isEqualTo(7);
        assertThat(collector.spans()).isEmpty();
    }

    private Future<String> addTwice() {
        var config = Configuration.read(DatabaseConfig.class, Map.of("DATABASE_URL", DATABASE.url()));
        var database = Databases.readCommitted(vertx, config);
        return database.query("CREATE TABLE mailbox (email text PRIMARY KEY)")
                .execute()
                .compose(made -> database.preparedQuery("INSERT INTO mailbox (email) VALUES ($1), ($1)")
                        .execute(Tuple.of(EMAIL)))
                .map("added")
                .otherwise("refused");
    }

    private interface Work {
        Future<String> run();
    }

    private String server(Work work) {
        traces = Traces.of(config(Map.of("TRACES", "otlp", "TRACES_ENDPOINT", collector.url())), "test")
                .orElseThrow();
        vertx = Vertx.builder().withTracer(traces.factory()).build();
        var server = await(vertx.createHttpServer()
                .requestHandler(request ->
                        work.run().onSuccess(answer -> request.response().end(answer)))
                .listen(0, "127.0.0.1"));
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** Closes all that could still add to it. */
    private List<Span> sent(String trace) {
        await(vertx.close());
        traces.close();
        return collector.trace(trace);
    }

    private static TracesConfig config(Map<String, String> settings) {
        return Configuration.read(TracesConfig.class, settings);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
