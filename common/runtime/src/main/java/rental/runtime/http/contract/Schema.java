package rental.runtime.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import rental.contract.api.Problem;

/** A JSON schema of the contract, compiled: it tells every fault of a value, not just the first. */
@FunctionalInterface
public interface Schema {

    /** Adds each fault of the value, which stands at the place given. */
    void check(JsonNode value, Place place, Faults faults);

    /** The faults of a whole document, with JSON pointers into it. */
    default List<Problem.Fault> check(JsonNode document) {
        var faults = new Faults();
        check(document, Place.BODY, faults);
        return faults.list();
    }
}
