package rental.search.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rental.search.infrastructure.SearchLine.Search;

/** Who is sent when, with an Elasticsearch that answers when the test lets it. */
class SearchLineTest {
    private static final ObjectMapper CBOR = new CBORMapper();

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final List<Request> requests = new ArrayList<>();
    private SearchLine line;
    private boolean closed;

    private record Request(List<Search> searches, Promise<List<SearchAnswer>> answer) {}

    @BeforeEach
    void begin() {
        line = new SearchLine(vertx, searches -> {
            if (closed) {
                throw new IllegalStateException("Client is closed");
            }
            var request = new Request(searches, Promise.promise());
            requests.add(request);
            return request.answer().future();
        });
    }

    @AfterEach
    void end() {
        await(vertx.close());
    }

    @Test
    void sendsWhatComesAloneAtOnce() {
        var answer = ask(1);

        assertThat(sizes()).containsExactly(1);
        answerAll();
        assertThat(await(answer.get(0)).total()).isZero();
    }

    @Test
    void sendsTogetherWhatCameWhileTwoWereUnderWay() {
        var answers = ask(20);
        assertThat(sizes()).containsExactly(1, 1);

        answer(0);
        assertThat(sizes()).containsExactly(1, 1, 16);
        answer(1);
        assertThat(sizes()).containsExactly(1, 1, 16, 2);
        answer(2);
        answer(3);

        for (var n = 0; n < answers.size(); n++) {
            assertThat(await(answers.get(n)).total()).isEqualTo(n);
        }
    }

    @Test
    void failsAllThatWentTogetherAndGoesOn() {
        var answers = ask(4);
        answer(0);
        on(() -> {
            requests.get(2).answer().fail(new IOException("gone"));
            return null;
        });

        assertThat(await(answers.get(0)).total()).isZero();
        assertThatThrownBy(() -> await(answers.get(2))).hasMessage("gone");
        assertThatThrownBy(() -> await(answers.get(3))).hasMessage("gone");

        var later = ask(1);
        answer(3);
        assertThat(await(later.get(0)).total()).isZero();
    }

    @Test
    void failsWhatCannotBeAskedAndGoesOn() {
        closed = true;
        var failed = ask(3);
        failed.forEach(answer -> assertThatThrownBy(() -> await(answer)).hasMessageContaining("Client is closed"));

        closed = false;
        ask(2);

        assertThat(sizes()).containsExactly(1, 1);
    }

    @Test
    void readsWhatElasticsearchSaysOfEachOfSeveral() throws IOException {
        var answers = SearchAnswer.read(cbor("""
                {"took": 3, "responses": [
                  {"hits": {"total": {"value": 7}, "hits": []}, "status": 200},
                  {"error": {"type": "index_not_found_exception", "root_cause": [{"type": "other"}]}, "status": 404}]}
                """));

        assertThat(answers).extracting(SearchAnswer::status).containsExactly(200, 404);
        assertThat(answers).extracting(SearchAnswer::refusal).containsExactly("", "index_not_found_exception");
        assertThat(answers.get(0).total()).isEqualTo(7);
    }

    /** Each asks by its number, and is answered with it. */
    private List<Future<SearchAnswer>> ask(int searches) {
        return on(() -> IntStream.range(0, searches)
                .mapToObj(n -> line.ask(new Search("cars", Integer.toString(n).getBytes(StandardCharsets.UTF_8))))
                .toList());
    }

    private List<Integer> sizes() {
        return on(() ->
                requests.stream().map(request -> request.searches().size()).toList());
    }

    private void answerAll() {
        for (var n = 0; n < requests.size(); n++) {
            answer(n);
        }
    }

    private void answer(int request) {
        on(() -> {
            var asked = requests.get(request);
            asked.answer().complete(answers(asked.searches()));
            return null;
        });
    }

    private static List<SearchAnswer> answers(List<Search> searches) {
        var each = searches.stream()
                .map(search -> "{\"hits\": {\"total\": {\"value\": %s}}}"
                        .formatted(new String(search.body(), StandardCharsets.UTF_8)))
                .collect(Collectors.joining(","));
        try {
            return SearchAnswer.read(cbor("{\"responses\": [" + each + "]}"));
        } catch (IOException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static byte[] cbor(String json) throws IOException {
        return CBOR.writeValueAsBytes(new ObjectMapper().readTree(json));
    }

    /** On the loop that the line is for, after what is due there. */
    private <T> T on(Supplier<T> work) {
        return await(Future.future(done -> loop.runOnContext(go -> done.complete(work.get()))));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(10, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError(late);
        }
    }
}
