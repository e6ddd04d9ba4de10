package rental.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import rental.runtime.http.Json;

/** What must hold of every answer, whatever was asked. */
public final class Verdict {
    private static final String PROBLEM = "application/problem+json";

    /** Of the inside of the system: class names, stack traces, SQL. */
    private static final List<String> INSIDE =
            List.of("exception", "\tat ", "rental.", "io.vertx", "java.lang", "select ", "insert into", "sqlstate");

    private Verdict() {}

    /**
     * Asserts that an answer is no 5xx, that it is one answer, that a refusal is a problem document, and that neither
     * markup nor anything of the inside stands in it.
     *
     * @param sent what was asked, for the message
     */
    public static void holds(RawHttp.Answer answer, String sent) {
        var described = sent + " → " + answer.text();
        assertThat(answer.status()).as(described).isLessThan(500);
        assertThat(answer.headers()).as(described).doesNotContainKey("set-cookie");
        var length = answer.headers().get("content-length");
        if (length != null) {
            assertThat(answer.body().length).as(described).isEqualTo(Integer.parseInt(length));
        }
        if (type(answer).endsWith("json")) {
            assertThat(answer.text()).as(described).doesNotContain("<", ">");
        }
        if (answer.status() >= 400) {
            problem(answer, described);
        }
    }

    private static void problem(RawHttp.Answer answer, String described) {
        assertThat(type(answer)).as(described).isEqualTo(PROBLEM);
        var problem = Json.tree(answer.body());
        assertThat(problem.path("status").asInt()).as(described).isEqualTo(answer.status());
        assertThat(problem.path("code").asText()).as(described).matches("[a-z]+(-[a-z]+)*");
        assertThat(problem.path("requestId").asText()).as(described).isNotEmpty();
        assertThat(answer.text().toLowerCase(Locale.ROOT)).as(described).doesNotContain(INSIDE);
    }

    private static String type(RawHttp.Answer answer) {
        return answer.headers().getOrDefault("content-type", "");
    }
}
