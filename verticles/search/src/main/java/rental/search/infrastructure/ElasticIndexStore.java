package rental.search.infrastructure;

import static java.util.Objects.requireNonNull;

import co.elastic.clients.elasticsearch._types.HealthStatus;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.indices.CreateIndexRequest;
import co.elastic.clients.elasticsearch.indices.GetAliasResponse;
import co.elastic.clients.util.BinaryData;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import rental.search.application.IndexStore;
import rental.search.application.Unavailable;
import rental.search.model.CarDocument;

/** The indexes of cars in Elasticsearch. Two aliases say what each is for: one is searched, one is written. */
public final class ElasticIndexStore implements IndexStore {
    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final String JSON = "application/json";

    private final Elastic elastic;
    private final IndexNames names;
    private final Clock clock;

    public ElasticIndexStore(Elastic elastic, IndexNames names, Clock clock) {
        this.elastic = requireNonNull(elastic);
        this.names = requireNonNull(names);
        this.clock = requireNonNull(clock);
    }

    @Override
    public Future<Optional<String>> live() {
        return behind(names.live()).map(indexes -> indexes.stream().findFirst());
    }

    @Override
    public Future<Boolean> isServed(String index) {
        return elastic.ask(client -> client.cluster().health(health -> health.index(index)))
                .map(health -> health.status() != HealthStatus.Red);
    }

    @Override
    public Future<Set<String>> targets() {
        return behind(names.written());
    }

    private Future<Set<String>> behind(String alias) {
        return elastic.askUnless(
                        status -> status == NOT_FOUND,
                        GetAliasResponse.of(nothing -> nothing),
                        client -> client.indices().getAlias(get -> get.name(alias)))
                .map(found -> found.result().keySet());
    }

    @Override
    public String newName() {
        return names.newIndex();
    }

    @Override
    public boolean isPresent(String index) {
        return names.isPresent(index);
    }

    @Override
    public Future<Void> create(String index) {
        var request = CreateIndexRequest.of(create -> create.index(index)
                .withJson(new StringReader(names.mapping()))
                .aliases(names.written(), alias -> alias));
        // 400: it exists, because the answer to an earlier try was lost.
        return elastic.askUnless(
                        status -> status == BAD_REQUEST,
                        null,
                        client -> client.indices().create(request).thenApply(created -> created.index()))
                .mapEmpty();
    }

    @Override
    public Future<Void> promote(String index) {
        return elastic.ask(client -> client.indices()
                        .updateAliases(update -> update.actions(action -> action.remove(old -> old.index(names.all())
                                        .alias(names.live())
                                        .mustExist(false)))
                                .actions(action -> action.remove(old -> old.index(names.all())
                                        .alias(names.written())
                                        .mustExist(false)))
                                .actions(action ->
                                        action.add(now -> now.index(index).alias(names.live())))
                                .actions(action ->
                                        action.add(now -> now.index(index).alias(names.written())))))
                .mapEmpty();
    }

    @Override
    public Future<Void> drop(String index) {
        return elastic.ask(client ->
                        client.indices().delete(delete -> delete.index(index).ignoreUnavailable(true)))
                .mapEmpty();
    }

    @Override
    public Future<Void> dropAllBut(Set<String> kept) {
        return elastic.ask(client -> client.indices().get(get -> get.index(names.all())))
                .compose(found -> {
                    var old = found.result().keySet().stream()
                            .filter(index -> !kept.contains(index))
                            .toList();
                    return Future.all(old.stream().map(this::drop).toList()).mapEmpty();
                });
    }

    @Override
    public Future<Long> count(String index) {
        return elastic.ask(client -> client.indices().refresh(refresh -> refresh.index(index)))
                .compose(done -> elastic.ask(client -> client.count(count -> count.index(index))))
                .map(counted -> counted.count());
    }

    @Override
    public Future<List<Refusal>> write(Set<String> indexes, List<CarDocument> documents) {
        var operations = new ArrayList<BulkOperation>();
        for (var document : documents) {
            var bytes = BinaryData.of(elastic.write(document), JSON);
            for (var index : indexes) {
                operations.add(BulkOperation.of(bulk -> bulk.index(one -> one.index(index)
                        .id(document.id())
                        .version(document.version())
                        .versionType(VersionType.ExternalGte)
                        .document(bytes))));
            }
        }
        return bulk(operations);
    }

    @Override
    public Future<Void> remove(String index, List<Stored> documents) {
        var operations = documents.stream()
                .map(document -> BulkOperation.of(bulk -> bulk.delete(one -> one.index(index)
                        .id(document.id())
                        .version(document.version())
                        .versionType(VersionType.ExternalGte))))
                .toList();
        return bulk(operations).mapEmpty();
    }

    private Future<List<Refusal>> bulk(List<BulkOperation> operations) {
        if (operations.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        var request = BulkRequest.of(bulk -> bulk.operations(operations).requireAlias(false));
        return elastic.ask(client -> client.bulk(request)).compose(ElasticIndexStore::outcome);
    }

    /** A conflict means that something newer is there, which is as good. */
    private static Future<List<Refusal>> outcome(BulkResponse answer) {
        var refused = answer.items().stream()
                .filter(item -> item.error() != null && item.status() != CONFLICT)
                .toList();
        return refused.stream()
                .filter(item -> Elastic.isOutage(item.status()))
                .findFirst()
                .<Future<List<Refusal>>>map(item -> Future.failedFuture(
                        new Unavailable.Index("Elasticsearch cannot write now: " + reason(item), null)))
                .orElseGet(() -> Future.succeededFuture(refused.stream()
                        .map(item -> new Refusal(item.id(), reason(item)))
                        .toList()));
    }

    private static String reason(BulkResponseItem item) {
        return item.error().type() + ": " + item.error().reason();
    }

    @Override
    public Future<List<Stored>> range(String index, UUID after, Optional<UUID> upTo, int size) {
        var request = SearchRequest.of(search -> search.index(index)
                .allowPartialSearchResults(false)
                .query(query -> query.range(range -> range.term(id -> {
                    id.field("id").gt(after.toString());
                    upTo.ifPresent(last -> id.lte(last.toString()));
                    return id;
                })))
                .sort(sort -> sort.field(field -> field.field("id")))
                .version(true)
                .size(size));
        return elastic.ask(client -> client.search(request, ObjectNode.class))
                .map(found -> found.hits().hits().stream()
                        .map(hit -> new Stored(hit.id(), hit.version(), content(hit.source())))
                        .toList());
    }

    @Override
    public Future<Map<String, Stored>> find(String index, List<String> ids) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return elastic.ask(client -> client.mget(get -> get.index(index).ids(ids), ObjectNode.class))
                .map(found -> found.docs().stream()
                        .map(document -> document.result())
                        .filter(document -> document.found())
                        .map(document -> new Stored(document.id(), document.version(), content(document.source())))
                        .collect(Collectors.toMap(Stored::id, Function.identity())));
    }

    @Override
    public Content content(CarDocument document) {
        try {
            return content((ObjectNode) elastic.json().readTree(elastic.write(document)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Content content(ObjectNode document) {
        var now = clock.millis();
        var copy = document.deepCopy();
        var busy = elastic.json().createArrayNode();
        elements(copy.path("busy")).stream()
                .filter(window -> window.path("lt").asLong() > now)
                .forEach(busy::add);
        copy.set("busy", busy);
        try {
            return new Content(elastic.json().writeValueAsString(copy));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Collection<JsonNode> elements(JsonNode node) {
        var elements = new ArrayList<JsonNode>();
        if (node instanceof ArrayNode array) {
            array.forEach(elements::add);
        }
        return elements;
    }
}
