package rental.runtime.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import rental.contract.api.ApiRequest;
import rental.contract.api.Problem;
import rental.runtime.http.contract.Contract;

/** JSON merge patches (RFC 7396). */
public final class MergePatch {
    private MergePatch() {}

    /** What came of a patch. */
    public sealed interface Patched<T> {}

    /** The document as it is after the patch; it fulfils its schema. */
    public record Valid<T>(T document) implements Patched<T> {}

    /** The patch would make a document that does not fulfil its schema. */
    public record Invalid<T>(Problem problem) implements Patched<T> {}

    /**
     * Applies the patch in a request's body.
     *
     * @param current the document as it is, in the form a client would send it whole
     * @param schema the contract's schema of the whole document
     * @param type what to read the patched document as
     */
    public static <T> Patched<T> patch(
            Contract contract, ApiRequest request, Object current, String schema, Class<T> type) {
        var patched = apply(Json.tree(current), Json.tree(request.body()));
        var faults = contract.schema(schema).check(patched);
        return faults.isEmpty() ? new Valid<>(Json.read(patched, type)) : new Invalid<>(Problem.invalid(faults));
    }

    /** The target after the patch; neither argument is changed. */
    public static JsonNode apply(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        var merged = target instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        changes.properties().forEach(change -> {
            if (change.getValue().isNull()) {
                merged.remove(change.getKey());
            } else {
                merged.set(change.getKey(), apply(merged.path(change.getKey()), change.getValue()));
            }
        });
        return merged;
    }
}
