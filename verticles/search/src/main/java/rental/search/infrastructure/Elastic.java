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

    private final Vertx vertx;
    private final JsonMapper json = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final ElasticsearchAsyncClient client;

    /** @param timeout how long an answer may take */
    public Elastic(Vertx vertx, List<URI> nodes, Duration timeout) {
        this.vertx = requireNonNull(vertx);
        this.client = new ElasticsearchAsyncClient(
                new Transport(new VertxTransport(vertx, nodes, timeout), new JacksonJsonpMapper(json)));
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
        return ask(client -> client._transport().performRequestAsync(request, SearchAnswer.ENDPOINT, null))
                .map(response -> SearchAnswer.read(json.getFactory(), response));
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
            return isOutage(refused.status())
                    ? new Unavailable.Index("Elasticsearch answers " + refused.status(), refused)
                    : refused;
        }
        return cause instanceof IOException || cause instanceof VertxException || cause instanceof TimeoutException
                ? new Unavailable.Index("Elasticsearch does not answer", cause)
                : cause;
    }

    static boolean isOutage(int status) {
        return status == NOT_FOUND || OUTAGES.contains(status);
    }

    private static Throwable unwrap(Throwable fault) {
        return fault instanceof CompletionException && fault.getCause() != null ? unwrap(fault.getCause()) : fault;
    }
}
