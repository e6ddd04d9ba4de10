package rental.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import rental.bench.load.Requests.Shot;
import rental.contract.Window;
import rental.contract.car.Location;
import rental.runtime.bus.TypedBus;
import rental.search.application.CarIndex;
import rental.search.application.Confirming;
import rental.search.application.Freshness;
import rental.search.application.Searching;
import rental.search.infrastructure.Elastic;
import rental.search.infrastructure.ElasticCarIndex;
import rental.search.infrastructure.IndexNames;
import rental.search.model.SearchQuestion;
import rental.search.model.Sort;

/**
 * What the search service asks Elasticsearch, byte for byte: its own code is let ask a server that only writes down. Closing
 * ends that server.
 */
final class RecordedQueries implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Set<String> OF_THE_CONNECTION = Set.of("host", "content-length", "connection");
    private static final double RADIUS_KM = 10;

    /** A page and one more, as the service asks to know whether there are more. */
    private static final int PAGE = 21;

    private static final int SUGGESTIONS = 10;

    private final Vertx vertx = Vertx.vertx();
    private final List<Shot> recorded = new ArrayList<>();
    private final CarIndex index;
    private final Searching searching;

    RecordedQueries(String indexPrefix) {
        TypedBus.prepare(vertx);
        var server = vertx.createHttpServer().requestHandler(this::record).listen(0, "127.0.0.1");
        var port = server.toCompletionStage().toCompletableFuture().join().actualPort();
        var elastic = new Elastic(vertx, List.of(URI.create("http://127.0.0.1:" + port)), TIMEOUT);
        this.index = new ElasticCarIndex(elastic, IndexNames.of(indexPrefix));
        this.searching =
                new Searching(index, new Confirming(vertx, TypedBus.on(vertx)), new Freshness(Clock.systemUTC()));
    }

    Shot search(Location near, Optional<Window> window) {
        var question = new SearchQuestion(
                near.latitude(),
                near.longitude(),
                RADIUS_KM,
                window,
                Optional.empty(),
                Set.of(),
                Set.of(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Sort.DISTANCE);
        return only(asking -> asking.searching.search(question, Optional.empty(), PAGE));
    }

    Shot suggest(String prefix) {
        return only(asking -> asking.index.suggest(prefix, SUGGESTIONS));
    }

    /** The answer is of no use, so what comes of the question is a failure, as expected. */
    private Shot only(Function<RecordedQueries, Future<?>> question) {
        recorded.clear();
        var asked = Future.<Void>future(done -> vertx.getOrCreateContext()
                .runOnContext(begin -> question.apply(this).onComplete(answer -> done.complete())));
        asked.toCompletionStage().toCompletableFuture().join();
        return recorded.get(0);
    }

    private void record(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            var headers = new TreeMap<String, String>();
            for (Map.Entry<String, String> header : request.headers()) {
                if (!OF_THE_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                    headers.put(header.getKey(), header.getValue());
                }
            }
            recorded.add(new Shot(request.method().name(), request.uri(), headers, body.toString()));
            request.response().setStatusCode(500).end();
        });
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
