package rental.search.infrastructure;

import static java.util.Objects.requireNonNull;

import co.elastic.clients.elasticsearch._types.OpType;
import co.elastic.clients.elasticsearch.core.GetResponse;
import co.elastic.clients.elasticsearch.core.IndexRequest;
import co.elastic.clients.elasticsearch.core.IndexResponse;
import co.elastic.clients.elasticsearch.indices.CreateIndexResponse;
import co.elastic.clients.util.BinaryData;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.io.StringReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import rental.search.application.Reindexes;
import rental.search.model.Reindex;

/**
 * The memory of rebuilds, in an index of its own: so every node knows of a rebuild that any node runs. A right is a
 * document that is made or changed only by whoever has seen its present state (sequence number and term), and that names
 * its end: it holds between nodes whose clocks agree to some seconds.
 */
public final class ElasticReindexes implements Reindexes {
    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;
    private static final String JSON = "application/json";
    private static final String MAPPING = """
            {"settings": {"number_of_shards": 1, "auto_expand_replicas": "0-1"}, "mappings": {"dynamic": false}}
            """;

    private final Elastic elastic;
    private final IndexNames names;
    private final Clock clock;

    public ElasticReindexes(Elastic elastic, IndexNames names, Clock clock) {
        this.elastic = requireNonNull(elastic);
        this.names = requireNonNull(names);
        this.clock = requireNonNull(clock);
    }

    /** Who may do something alone, until when. */
    record Lease(UUID holder, Instant until) {}

    @Override
    public Future<Optional<Reindex>> find(UUID id) {
        return elastic.askUnless(
                        status -> status == 404,
                        none(),
                        client -> client.get(get -> get.index(names.reindexes()).id(id.toString()), ObjectNode.class))
                .map(found -> read(found, Reindex.class));
    }

    @Override
    public Future<Void> save(Reindex reindex) {
        return put(IndexRequest.of(index -> index.index(names.reindexes())
                        .id(reindex.id().toString())
                        .document(json(reindex))))
                .mapEmpty();
    }

    @Override
    public Future<UUID> lease(String what, UUID holder, Duration time) {
        return prepared().compose(ready -> held(what)).compose(found -> {
            var lease = read(found, Lease.class);
            var now = clock.instant();
            if (lease.isPresent()
                    && !lease.get().holder().equals(holder)
                    && lease.get().until().isAfter(now)) {
                return Future.succeededFuture(lease.get().holder());
            }
            return take(what, found, new Lease(holder, now.plus(time)))
                    .compose(taken -> taken ? Future.succeededFuture(holder) : lease(what, holder, time));
        });
    }

    @Override
    public Future<Void> release(String what, UUID holder) {
        return held(what)
                .compose(found -> read(found, Lease.class)
                        .filter(lease -> lease.holder().equals(holder))
                        .map(lease -> take(what, found, new Lease(holder, clock.instant())))
                        .orElseGet(() -> Future.succeededFuture(false)))
                .mapEmpty();
    }

    /** False when somebody else was quicker. */
    private Future<Boolean> take(String what, GetResponse<ObjectNode> seen, Lease lease) {
        var request = IndexRequest.of((IndexRequest.Builder<BinaryData> index) -> {
            index.index(names.reindexes()).id("lease-" + what).document(json(lease));
            return seen.found()
                    ? index.ifSeqNo(seen.seqNo()).ifPrimaryTerm(seen.primaryTerm())
                    : index.opType(OpType.Create);
        });
        return put(request).map(Optional::isPresent);
    }

    /** Empty when the document has changed meanwhile. */
    private Future<Optional<IndexResponse>> put(IndexRequest<BinaryData> request) {
        return elastic.askUnless(
                status -> status == CONFLICT,
                Optional.empty(),
                client -> client.index(request).thenApply(Optional::of));
    }

    private Future<GetResponse<ObjectNode>> held(String what) {
        return elastic.ask(
                client -> client.get(get -> get.index(names.reindexes()).id("lease-" + what), ObjectNode.class));
    }

    /** Indexes are not made by writing to them. */
    private Future<?> prepared() {
        return elastic.ask(client -> client.indices().exists(exists -> exists.index(names.reindexes())))
                .compose(exists -> exists.value()
                        ? Future.succeededFuture()
                        : elastic.askUnless(
                                status -> status == BAD_REQUEST,
                                (CreateIndexResponse) null,
                                client -> client.indices()
                                        .create(create ->
                                                create.index(names.reindexes()).withJson(new StringReader(MAPPING)))));
    }

    private GetResponse<ObjectNode> none() {
        return GetResponse.of(get -> get.index(names.reindexes()).id("").found(false));
    }

    private <T> Optional<T> read(GetResponse<ObjectNode> found, Class<T> type) {
        return found.found() ? Optional.of(elastic.json().convertValue(found.source(), type)) : Optional.empty();
    }

    private BinaryData json(Object document) {
        return BinaryData.of(elastic.write(document), JSON);
    }
}
