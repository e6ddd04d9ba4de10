package rental.search.application;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import rental.search.model.CarDocument;

/** The indexes, as they are written and looked after. Everything here fails with {@link Unavailable.Index} in an outage. */
public interface IndexStore {
    /** The index that searches read; empty while there is none. */
    Future<Optional<String>> live();

    /** Whether searches of the index are answered: not while Elasticsearch, just started, has yet to open it. */
    Future<Boolean> isServed(String index);

    /** The indexes that every change must reach: the live one, and one that is being built. */
    Future<Set<String>> targets();

    /** The name for a new index of the present mapping. */
    String newName();

    /** Whether an index was made with the present mapping. */
    boolean isPresent(String index);

    /** Makes an index, and lets every change reach it from now on. */
    Future<Void> create(String index);

    /** Lets searches read the index instead of the one before, in one step. The one before is kept, but written no more. */
    Future<Void> promote(String index);

    /** Removes an index. */
    Future<Void> drop(String index);

    /** Removes all indexes of cars but those given. */
    Future<Void> dropAllBut(Set<String> kept);

    /** Makes what was written findable, and counts the documents. */
    Future<Long> count(String index);

    /**
     * Writes documents into each of the indexes, unless what is there is newer.
     *
     * @return the cars that the index refuses, in no case because of an outage
     */
    Future<List<Refusal>> write(Set<String> indexes, List<CarDocument> documents);

    /** The documents after one id up to another, in the order of ids. @param upTo inclusive; empty for no end */
    Future<List<Stored>> range(String index, UUID after, Optional<UUID> upTo, int size);

    /** Those of the documents that are there, by id, as last written. */
    Future<Map<String, Stored>> find(String index, List<String> ids);

    /** Removes documents of cars that do not exist. */
    Future<Void> remove(String index, List<Stored> documents);

    /** The form in which {@link #range} answers a document, for comparing. */
    Content content(CarDocument document);

    /** Why a document was refused. */
    record Refusal(String carId, String reason) {}

    /** A document that is in the index. */
    record Stored(String id, long version, Content content) {}

    /** What a document says, without the busy windows that are over; two are equal when searches cannot tell them apart. */
    record Content(String json) {}
}
