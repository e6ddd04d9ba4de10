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
import java.util.function.Predicate;
import rental.search.application.Reindexes;
import rental.search.model.Reindex;

/**
 * The memory of rebuilds, in an index of its own: so every node knows of a rebuild that any node runs. A right is a
 * document that is made or changed only by whoever has seen its present state (sequence number and term), and that names
 * its end: it holds between nodes whose clocks agree to some seconds.
 */
public final class ElasticReindexes implements Reindexes {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
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
                        status -> status == NOT_FOUND,
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
    public Future<UUID> claim(String what, UUID holder, Duration time) {
        return take(what, holder, time, lease -> true);
    }

    @Override
    public Future<UUID> lease(String what, UUID holder, Duration time) {
        return take(what, holder, time, lease -> lease.until().isAfter(clock.instant()));
    }

    /** @param respected which right of another is left to them */
    private Future<UUID> take(String what, UUID holder, Duration time, Predicate<Lease> respected) {
        return prepared().compose(ready -> held(what)).compose(found -> {
            var others = read(found, Lease.class)
                    .filter(lease -> !lease.holder().equals(holder))
                    .filter(respected);
            return others.map(lease -> Future.succeededFuture(lease.holder()))
                    .orElseGet(() -> write(
                                    what,
                                    found,
                                    new Lease(holder, clock.instant().plus(time)))
                            .compose(written ->
                                    written ? Future.succeededFuture(holder) : take(what, holder, time, respected)));
        });
    }

    @Override
    public Future<Optional<UUID>> inherit(String what, Duration time) {
        return held(what).compose(found -> {
            var now = clock.instant();
            var orphan = read(found, Lease.class).filter(lease -> !lease.until().isAfter(now));
            return orphan.map(lease -> write(what, found, new Lease(lease.holder(), now.plus(time)))
                            .map(taken -> Optional.of(lease.holder()).filter(holder -> taken)))
                    .orElseGet(() -> Future.succeededFuture(Optional.empty()));
        });
    }

    @Override
    public Future<Void> release(String what, UUID holder) {
        return held(what)
                .compose(found -> read(found, Lease.class)
                        .filter(lease -> lease.holder().equals(holder))
                        .map(lease -> remove(what, found))
                        .orElseGet(Future::succeededFuture));
    }

    /** Whoever took the right meanwhile keeps it. */
    private Future<Void> remove(String what, GetResponse<ObjectNode> seen) {
        return elastic.askUnless(
                        status -> status == CONFLICT || status == NOT_FOUND,
                        null,
                        client -> client.delete(delete -> delete.index(names.reindexes())
                                .id(leaseOf(what))
                                .ifSeqNo(seen.seqNo())
                                .ifPrimaryTerm(seen.primaryTerm())))
                .mapEmpty();
    }

    /** False when somebody else was quicker. */
    private Future<Boolean> write(String what, GetResponse<ObjectNode> seen, Lease lease) {
        var request = IndexRequest.of((IndexRequest.Builder<BinaryData> index) -> {
            index.index(names.reindexes()).id(leaseOf(what)).document(json(lease));
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
        return elastic.askUnless(
                status -> status == NOT_FOUND,
                none(),
                client -> client.get(get -> get.index(names.reindexes()).id(leaseOf(what)), ObjectNode.class));
    }

    private static String leaseOf(String what) {
        return "lease-" + what;
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
