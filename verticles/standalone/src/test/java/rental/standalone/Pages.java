package rental.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import rental.testkit.ApiClient;

/** Lists of the contract, read to their end. */
final class Pages {
    private Pages() {}

    /** All items of a list, page by page. */
    static List<JsonNode> all(ApiClient client, String path) {
        var items = new ArrayList<JsonNode>();
        var cursor = "";
        do {
            var page = client.get(path + "?limit=100" + cursor);
            assertThat(page.status()).as(page.toString()).isEqualTo(200);
            page.json().path("items").forEach(items::add);
            cursor = page.json().path("nextCursor").isNull() ? "" : "&cursor=" + page.text("/nextCursor");
        } while (!cursor.isEmpty());
        return items;
    }
}
