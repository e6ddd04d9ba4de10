package rental.search;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import rental.runtime.http.Json;

/** Describes a car, as staff would. */
final class Details {
    private final ObjectNode root = (ObjectNode) Json.tree("""
            {"name": "Tesla Model 3", "brand": "Tesla", "model": "Model 3", "year": 2025, "fuelType": "electric",
             "transmission": "automatic", "seats": 5, "pricePerDay": {"amount": "120.00", "currency": "USD"},
             "images": ["https://images.example.com/car.jpg"], "features": ["Autopilot"],
             "location": {"latitude": 37.7749, "longitude": -122.4194, "address": "1 Market St",
                          "city": "San Francisco", "state": "CA", "country": "US", "timeZone": "America/Los_Angeles"}}
            """.getBytes(StandardCharsets.UTF_8));

    static Details ofCar(String name) {
        var details = new Details();
        details.root.put("name", name).put("brand", name.split(" ")[0]).put("model", name);
        return details;
    }

    Details with(String field, String value) {
        root.put(field, value);
        return this;
    }

    Details with(String field, int value) {
        root.put(field, value);
        return this;
    }

    Details price(String amount) {
        ((ObjectNode) root.get("pricePerDay")).put("amount", amount);
        return this;
    }

    Details at(double latitude, double longitude) {
        ((ObjectNode) root.get("location")).put("latitude", latitude).put("longitude", longitude);
        return this;
    }

    Details features(String... features) {
        ArrayNode array = root.putArray("features");
        for (var feature : features) {
            array.add(feature);
        }
        return this;
    }

    byte[] json() {
        return Json.write(root);
    }
}
