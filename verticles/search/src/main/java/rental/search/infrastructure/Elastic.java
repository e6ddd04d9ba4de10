package rental.search.infrastructure;

import static java.util.Objects.requireNonNull;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.ElasticsearchTransportBase;
import co.elastic.clients.transport.http.TransportHttpClient;
import co.elastic.clients.transport.instrumentation.NoopInstrumentation;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import rental.search.application.Unavailable;

/** Elasticsearch: its typed client, with futures on the event loop that asks, and what its failures mean. */
public final class Elastic {
    /** Too many requests, or a node or shard that is not there yet. */
    private static final Set<Integer> OUTAGES = Set.of(429, 502, 503, 504);

    private static final int NOT_FOUND = 404;

    /** What a question with dates takes, in bytes. */
    private static final int BODY = 1_024;

    private final Vertx vertx;
    private final JsonMapper json = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final JacksonJsonpMapper mapper = new JacksonJsonpMapper(json);
    private final ElasticsearchAsyncClient client;
    private final SearchLine line;

    /** @param timeout how long an answer may take */
    public Elastic(Vertx vertx, List<URI> nodes, Duration timeout) {
        this.vertx = requireNonNull(vertx);
        var transport = new VertxTransport(vertx, nodes, timeout);
        this.client = new ElasticsearchAsyncClient(new Transport(transport, mapper));
        this.line = new SearchLine(vertx, searches -> transport.search(searches));
    }

    private static final class Transport extends ElasticsearchTransportBase {
        Transport(TransportHttpClient http, JacksonJsonpMapper mapper) {
            super(http, null, mapper, NoopInstrumentation.INSTANCE);
        }
    }

    /** Asks. Fails with {@link Unavailable.Index} in an outage, and when an index or alias is not there (yet). */
    <T> Future<T> ask(Function<ElasticsearchAsyncClient, CompletionStage<T>> question) {
        return Future.fromCompletionStage(question.apply(client), vertx.getOrCreateContext())
                .recover(fault -> Future.failedFuture(meaning(fault)));
    }

    /** Searches, and reads of the answer what this service needs. Fails as {@link #ask} does. */
    Future<SearchAnswer> search(SearchRequest request) {
        return line.ask(new SearchLine.Search(request.index().get(0), body(request)))
                .recover(fault -> Future.failedFuture(meaning(fault)))
                .compose(answer -> answer.isAnswered()
                        ? Future.succeededFuture(answer)
                        : Future.failedFuture(meaning(answer.status(), answer.refusal())));
    }

    private byte[] body(SearchRequest request) {
        var body = new ByteArrayOutputStream(BODY);
        try (var out = mapper.jsonProvider().createGenerator(body)) {
            request.serialize(out, mapper);
        }
        return body.toByteArray();
    }

    /** Asks for something that may well be missing or refused. @param harmless the statuses that answer {@code otherwise} */
    <T> Future<T> askUnless(
            Predicate<Integer> harmless, T otherwise, Function<ElasticsearchAsyncClient, CompletionStage<T>> question) {
        return Future.fromCompletionStage(question.apply(client), vertx.getOrCreateContext())
                .recover(fault ->
                        unwrap(fault) instanceof ElasticsearchException refused && harmless.test(refused.status())
                                ? Future.succeededFuture(otherwise)
                                : Future.failedFuture(meaning(fault)));
    }

    JsonMapper json() {
        return json;
    }

    byte[] write(Object document) {
        try {
            return json.writeValueAsBytes(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A document that is no JSON", impossible);
        }
    }

    private static Throwable meaning(Throwable fault) {
        var cause = unwrap(fault);
        if (cause instanceof ElasticsearchException refused) {
            return isOutage(refused.status()) ? outage(refused.status(), refused) : refused;
        }
        return cause instanceof IOException || cause instanceof VertxException || cause instanceof TimeoutException
                ? new Unavailable.Index("Elasticsearch does not answer", cause)
                : cause;
    }

    /** @param kind what Elasticsearch calls the fault */
    private static Throwable meaning(int status, String kind) {
        var refused = new IllegalStateException("Elasticsearch refuses a search: " + status + " " + kind);
        return isOutage(status) ? outage(status, refused) : refused;
    }

    private static Unavailable.Index outage(int status, Throwable cause) {
        return new Unavailable.Index("Elasticsearch answers " + status, cause);
    }

    static boolean isOutage(int status) {
        return status == NOT_FOUND || OUTAGES.contains(status);
    }

    private static Throwable unwrap(Throwable fault) {
        return fault instanceof CompletionException && fault.getCause() != null ? unwrap(fault.getCause()) : fault;
    }
}
