package rental.runtime.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;

/** The items of a list, how many there may be, and whether each only once. */
record ArraySchema(Schema item, int fewest, int most, boolean unique) implements Schema {

    @Override
    public void check(JsonNode value, Place place, Faults faults) {
        if (!value.isArray()) {
            return;
        }
        if (value.size() < fewest) {
            faults.add(place, "must have at least " + fewest + " items");
        }
        if (value.size() > most) {
            faults.add(place, "must have at most " + most + " items");
            return;
        }
        var seen = unique ? new HashSet<JsonNode>() : null;
        for (var i = 0; i < value.size(); i++) {
            item.check(value.get(i), place.then(i), faults);
            if (unique && !seen.add(value.get(i))) {
                faults.add(place.then(i), "is there twice");
            }
        }
    }
}
