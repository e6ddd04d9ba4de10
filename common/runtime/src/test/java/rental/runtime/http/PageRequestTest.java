package rental.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;

class PageRequestTest {
    private static final List<Integer> NUMBERS = IntStream.range(0, 45).boxed().toList();

    @Test
    void walksAListPageByPageToItsEnd() {
        var first = page(Map.of("status", List.of("held")));
        var second = page(Map.of("status", List.of("held"), "cursor", List.of(first.nextCursor())));
        var third =
                page(Map.of("status", List.of("held"), "cursor", List.of(second.nextCursor()), "limit", List.of("5")));

        assertThat(first.items()).isEqualTo(NUMBERS.subList(0, 20));
        assertThat(second.items()).isEqualTo(NUMBERS.subList(20, 40));
        assertThat(third.items()).isEqualTo(NUMBERS.subList(40, 45));
        assertThat(third.nextCursor()).isNull();
    }

    @Test
    void takesACursorWithAnotherLimit() {
        var first = page(Map.of("limit", List.of("3")));
        var second = page(Map.of("limit", List.of("2"), "cursor", List.of(first.nextCursor())));

        assertThat(second.items()).containsExactly(3, 4);
    }

    @Test
    void refusesACursorOfOtherFilters() {
        var cursor = page(Map.of("status", List.of("held"))).nextCursor();

        assertThat(ask(Map.of("cursor", List.of(cursor))).status()).isEqualTo(400);
    }

    @Test
    void refusesATamperedCursor() {
        var cursor = page(Map.of()).nextCursor();
        var tampered = cursor.substring(0, cursor.length() - 1) + (cursor.endsWith("A") ? "B" : "A");

        assertThat(ask(Map.of("cursor", List.of(tampered))).status()).isEqualTo(400);
        assertThat(ask(Map.of("cursor", List.of("x"))).status()).isEqualTo(400);
    }

    @Test
    void refusesAForgedCursorWhoseValuesCannotBeRead() {
        var forged = Cursor.at("no number").encode("listNumbers{}{}");

        assertThat(ask(Map.of("cursor", List.of(forged))).status()).isEqualTo(400);
    }

    record Numbers(List<Integer> items, String nextCursor) {}

    private static Numbers page(Map<String, List<String>> query) {
        return Json.read(ask(query).body(), Numbers.class);
    }

    private static ApiResponse ask(Map<String, List<String>> query) {
        var request =
                new ApiRequest("listNumbers", Optional.empty(), "127.0.0.1", Map.of(), query, Map.of(), new byte[0]);
        return PageRequest.within(request, PageRequestTest::list).result();
    }

    private static Future<ApiResponse> list(PageRequest page) {
        long from = page.after().map(cursor -> cursor.number(0) + 1).orElse(0L);
        var fetched = NUMBERS.stream()
                .filter(number -> number >= from)
                .limit(page.fetch())
                .toList();
        return Future.succeededFuture(Answers.ok(page.page(fetched, Cursor::at)));
    }
}
