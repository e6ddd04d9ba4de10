package rental.runtime.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rental.runtime.http.server.TestServer.Answer;

/** What browsers are told: to the letter, for a header that is not quite right protects nobody. */
class BrowserSafetyTest {
    private static final String LISTED = "https://app.example.com";

    private final TestServer server =
            TestServer.start(TestServer.noLimitsBut("CORS_ORIGINS", LISTED), TestServer::echo);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void getsTheHeadersOfHelmetWithEveryAnswer() {
        var expected = Map.ofEntries(
                Map.entry(
                        "content-security-policy",
                        "default-src 'self';base-uri 'self';font-src 'self' https: data:;form-action 'self';"
                                + "frame-ancestors 'self';img-src 'self' data:;object-src 'none';script-src 'self';"
                                + "script-src-attr 'none';style-src 'self' https: 'unsafe-inline'"),
                Map.entry("cross-origin-opener-policy", "same-origin"),
                Map.entry("cross-origin-resource-policy", "same-origin"),
                Map.entry("origin-agent-cluster", "?1"),
                Map.entry("referrer-policy", "no-referrer"),
                Map.entry("x-content-type-options", "nosniff"),
                Map.entry("x-dns-prefetch-control", "off"),
                Map.entry("x-download-options", "noopen"),
                Map.entry("x-frame-options", "SAMEORIGIN"),
                Map.entry("x-permitted-cross-domain-policies", "none"),
                Map.entry("x-xss-protection", "0"));

        for (var path : new String[] {"/cars", "/bookings", "/nothing"}) {
            var answer = server.get(path);

            assertThat(answer.response().headers().map())
                    .as(path)
                    .doesNotContainKeys("strict-transport-security", "server", "x-powered-by");
            expected.forEach((name, value) ->
                    assertThat(answer.header(name)).as(path + " " + name).isEqualTo(value));
        }
    }

    @Test
    void learnsBeforehandWhatAListedPageMaySend() {
        var preflight = preflight(LISTED);

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("access-control-allow-origin")).isEqualTo(LISTED);
        assertThat(preflight.header("access-control-allow-methods")).contains("GET", "POST");
        assertThat(preflight.header("access-control-allow-headers").split(", "))
                .contains("authorization", "content-type", "idempotency-key", "if-match", "last-event-id");
        assertThat(preflight.header("access-control-max-age")).isEqualTo("7200");
        assertThat(preflight.response().headers().map()).doesNotContainKey("access-control-allow-credentials");
    }

    @Test
    void learnsNothingForAPageThatIsNotListed() {
        var names =
                preflight("https://evil.example.com").response().headers().map().keySet();

        assertThat(names).noneMatch(name -> name.startsWith("access-control-"));
    }

    @Test
    void letsAListedPageReadTheHeadersOfTheContract() {
        var answer = server.get("/cars", "Origin", LISTED);

        assertThat(answer.header("access-control-expose-headers").split(", "))
                .contains("etag", "location", "ratelimit", "ratelimit-policy", "retry-after", "x-request-id");
    }

    @Test
    void keepsAnswersForDifferentPagesApart() {
        for (var origin : new String[] {LISTED, "https://evil.example.com"}) {
            assertThat(server.get("/cars", "Origin", origin)
                            .response()
                            .headers()
                            .allValues("vary"))
                    .contains("origin");
        }
    }

    private Answer preflight(String origin) {
        return server.send("OPTIONS", "/cars", null, "Origin", origin, "Access-Control-Request-Method", "POST");
    }
}
