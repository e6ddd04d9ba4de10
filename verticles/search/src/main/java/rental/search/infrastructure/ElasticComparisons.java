package rental.search.infrastructure;

import static java.util.Objects.requireNonNull;

import co.elastic.clients.elasticsearch.core.IndexRequest;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import rental.search.application.Comparisons;
import rental.search.model.Comparison;

/** The last comparison is a document beside the rebuilds, in the index that whoever has the right to compare has made. */
public final class ElasticComparisons implements Comparisons {
    private static final int NOT_FOUND = 404;
    private static final String ID = "comparison";

    private final Elastic elastic;
    private final IndexNames names;
    private final Clock clock;

    public ElasticComparisons(Elastic elastic, IndexNames names, Clock clock) {
        this.elastic = requireNonNull(elastic);
        this.names = requireNonNull(names);
        this.clock = requireNonNull(clock);
    }

    @Override
    public Future<Void> found(long differing) {
        var comparison = new Comparison(differing, clock.instant());
        return elastic.ask(client -> client.index(IndexRequest.of((IndexRequest.Builder<Comparison> index) ->
                        index.index(names.reindexes()).id(ID).document(comparison))))
                .mapEmpty();
    }

    @Override
    public Future<Optional<Comparison>> last() {
        return elastic.askUnless(
                status -> status == NOT_FOUND,
                Optional.empty(),
                client -> client.get(get -> get.index(names.reindexes()).id(ID), Comparison.class)
                        .thenApply(found -> Optional.ofNullable(found.source())));
    }
}
