package rental.runtime.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * The members of an object.
 *
 * @param dependent members that must be there when another is
 * @param closed whether no other members are allowed
 */
record ObjectSchema(
        Map<String, Schema> members, List<String> required, Map<String, List<String>> dependent, boolean closed)
        implements Schema {
    private static final String REQUIRED = "is required";

    @Override
    public void check(JsonNode value, Place place, Faults faults) {
        if (!value.isObject()) {
            return;
        }
        for (var name : required) {
            if (!value.has(name)) {
                faults.add(place.then(name), REQUIRED);
            }
        }
        for (var member : value.properties()) {
            checkMember(member.getKey(), member.getValue(), place, faults);
        }
        dependent.forEach((name, others) -> {
            if (value.has(name)) {
                others.stream()
                        .filter(other -> !value.has(other))
                        .forEach(other -> faults.add(place.then(other), "is required with " + name));
            }
        });
    }

    private void checkMember(String name, JsonNode value, Place place, Faults faults) {
        var member = members.get(name);
        if (member != null) {
            member.check(value, place.then(name), faults);
        } else if (closed) {
            faults.add(place.then(name), "is not a known field");
        }
    }
}
