package rental.runtime.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rental.runtime.bus.RequestContext;
import rental.runtime.http.Answers;

class ApiServerTest {
    private static final String ID = "0190f3a4-7d1c-7c3e-9a53-7a1b2c3d4e5f";
    private static final String CAR = "/cars/" + ID;

    @RegisterExtension
    static final TestServer server = TestServer.start();

    @Test
    void echoesARequestIdAndMakesOneWhenThereIsNone() {
        assertThat(server.get("/cars", "X-Request-Id", "my.id_1-2").header("x-request-id"))
                .isEqualTo("my.id_1-2");
        assertThat(server.get("/cars").header("x-request-id")).hasSize(36);
        assertThat(server.get("/cars", "X-Request-Id", "no spaces").header("x-request-id"))
                .hasSize(36);
        assertThat(server.get("/cars", "X-Request-Id", "x".repeat(129)).header("x-request-id"))
                .hasSize(36);
    }

    @Test
    void tellsInstanceAndRequestIdInAProblem() {
        var problem = server.get("/nowhere%22", "X-Request-Id", "abc").json();

        assertThat(problem.path("instance").asText()).isEqualTo("/nowhere%22");
        assertThat(problem.path("requestId").asText()).isEqualTo("abc");
        assertThat(problem.path("status").asInt()).isEqualTo(404);
        assertThat(problem.path("type").asText()).isEqualTo("urn:rental:problem:not-found");
    }

    @Test
    void passesTheRequestsContextOnToWhoAnswers() {
        try (var other = TestServer.start(
                TestServer.noLimits(),
                request -> Future.succeededFuture(Answers.ok(RequestContext.current()
                        .map(context -> Map.of(
                                "id",
                                context.requestId(),
                                "trace",
                                context.traceparent().orElse("")))
                        .orElseThrow())))) {
            var trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
            var seen = other.get("/cars", "X-Request-Id", "abc", "traceparent", trace)
                    .json();

            assertThat(seen.path("id").asText()).isEqualTo("abc");
            assertThat(seen.path("trace").asText()).isEqualTo(trace);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/cars?limit=0",
                "/cars?limit=101",
                "/cars?limit=ten",
                "/cars?limit=1&limit=2",
                "/cars?limit=1e1",
                "/cars?limit=",
                "/cars?unknown=1",
                "/cars?cursor=%ff",
                "/cars/not-a-uuid",
                "/cars/" + ID + "%00",
                "/cars/%c3%28",
                "/search?latitude=37.7",
                "/search?latitude=NaN&longitude=1",
                "/search?latitude=91&longitude=1",
                "/search?latitude=1&longitude=1&radius=0",
                "/search?latitude=1&longitude=1&fuelType=coal",
                "/search?latitude=1&longitude=1&pickupTime=2027-03-01T10:00:00",
                "/cars/" + ID + "/calendar?from=2027-03-01T10:00:00+01:00&to=2027-03-02T10:00:00Z"
            })
    void refusesWhatTheContractDoesNotKnow(String path) {
        var answer = server.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("validation-failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/cars",
                "/cars?limit=1",
                "/cars?",
                "/cars?&limit=5&",
                "/cars/" + ID,
                "/cars/0190F3A4-7D1C-7C3E-9A53-7A1B2C3D4E5F",
                "/search?latitude=37.7&longitude=-122.4&fuelType=Electric&fuelType=HYBRID&sort=price",
                "/cars/" + ID + "/calendar?from=2027-03-01T10:00:00%2B01:00&to=2027-03-02T10:00:00Z"
            })
    void takesWhatTheContractAllows(String path) {
        assertThat(server.get(path).status()).isEqualTo(200);
    }

    @Test
    void answersHeadLikeGetWithoutTheBody() {
        var answer = server.send("HEAD", "/cars", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).isEmpty();
        assertThat(answer.header("content-length")).isNotEqualTo("0");
    }

    @Test
    void tellsTheMethodsOfAPath() {
        var answer = server.send("OPTIONS", CAR, null);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH, PUT");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    application/json            | 200
                    application/*               | 200
                    text/html, */*;q=0.1        | 200
                    APPLICATION/JSON;q=0.5      | 200
                    text/html                   | 406
                    application/json;q=0        | 406
                    """)
    void weighsAccept(String accept, int status) {
        assertThat(server.get("/cars", "Accept", accept).status()).isEqualTo(status);
    }

    @Test
    void takesBothMediaTypesOfAPatch() {
        for (var type :
                new String[] {"application/json", "application/merge-patch+json", "application/json; charset=UTF-8"}) {
            var answer = server.send(
                    "PATCH", CAR, "{\"name\": \"A\"}", "Authorization", "Bearer staff", "Content-Type", type);

            assertThat(answer.status()).as(type).isEqualTo(200);
        }
    }

    @Test
    void refusesABodyInAnotherCharset() {
        var answer = server.post("/auth/login", "{}", "Content-Type", "application/json; charset=utf-16");

        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void takesAnEmptyObjectWhereNoBodyIsAskedFor() {
        var path = "/bookings/" + ID + "/cancel";

        assertThat(server.post(path, "{}", "Authorization", "Bearer customer").status())
                .isEqualTo(200);
        assertThat(server.post(path, "{\"price\": 0}", "Authorization", "Bearer customer")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "null", "[]", "{\"email\": \"a@b.co\", \"email\": \"c@d.co\", \"password\": \"x\"}"})
    void refusesBodiesThatAreNotWhatIsAskedFor(String body) {
        assertThat(server.post("/auth/login", body).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET /%s HTTP/1.1          | Host: a             | 9000  | 414
                    GET /cars HTTP/1.1        | X-Long: %s          | 20000 | 431
                    GET /cars?limit=%zz HTTP/1.1 | Host: a          | 0     | 400
                    GARBAGE                   | Host: a             | 0     | 400
                    GET /cars HTTP/1.1        | Content-Length: -1  | 0     | 400
                    """)
    void answersWhatIsNoHttpWithAProblemToo(String line, String header, int length, int status) throws IOException {
        var filler = "x".repeat(length);
        var answer = server.raw((line + "\r\n" + header + "\r\nConnection: close\r\n\r\n").replace("%s", filler));

        assertThat(answer)
                .matches("(?s)HTTP/1\\.[01] " + status + " .*")
                .contains("application/problem+json", "\"requestId\"");
    }

    @Test
    void setsTheHeadersThatKeepBrowsersSafe() {
        var answer = server.get("/cars");

        assertThat(answer.header("content-security-policy")).contains("default-src 'self'", "object-src 'none'");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("strict-transport-security")).isEmpty();
        assertThat(answer.header("date")).endsWith("GMT");
        assertThat(answer.header("cache-control")).isEqualTo("no-cache");
        assertThat(server.get("/bookings", "Authorization", "Bearer customer").header("cache-control"))
                .isEqualTo("no-store");
    }

    @Test
    void letsOnlyListedOriginsRead() {
        try (var listed =
                TestServer.start(TestServer.noLimitsBut("CORS_ORIGINS", "https://app.example.com"), TestServer::echo)) {
            var allowed = listed.get("/cars", "Origin", "https://app.example.com");
            var other = listed.get("/cars", "Origin", "https://evil.example.com");
            var preflight = listed.send(
                    "OPTIONS",
                    "/cars",
                    null,
                    "Origin",
                    "https://app.example.com",
                    "Access-Control-Request-Method",
                    "POST");

            assertThat(allowed.header("access-control-allow-origin")).isEqualTo("https://app.example.com");
            assertThat(other.header("access-control-allow-origin")).isEmpty();
            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.header("access-control-allow-methods")).contains("POST");
        }
    }

    @Test
    void countsEachClientByUserElseByTheForwardedAddressOfATrustedProxy() {
        var settings =
                Map.of("RATE_LIMIT_GLOBAL", "2/1h", "RATE_LIMIT_SEARCH", "1/1h", "TRUSTED_PROXIES", "127.0.0.0/8");
        try (var limited = TestServer.start(settings, TestServer::echo)) {
            var first = limited.get("/cars", "X-Forwarded-For", "6.6.6.6, 1.2.3.4");

            assertThat(first.header("ratelimit-policy")).isEqualTo("\"global\";q=2;w=3600");
            assertThat(first.header("ratelimit")).startsWith("\"global\";r=1;t=");
            assertThat(limited.get("/cars", "X-Forwarded-For", "7.7.7.7, 1.2.3.4")
                            .status())
                    .isEqualTo(200);
            assertThat(limited.get("/cars", "X-Forwarded-For", "1.2.3.4").status())
                    .isEqualTo(429);
            assertThat(limited.get("/cars", "X-Forwarded-For", "1.2.3.5").status())
                    .isEqualTo(200);
            assertThat(limited.get("/cars", "X-Forwarded-For", "1.2.3.4", "Authorization", "Bearer customer")
                            .status())
                    .isEqualTo(200);
            assertThat(limited.get("/health/live", "X-Forwarded-For", "1.2.3.4").status())
                    .isEqualTo(200);
        }
    }
}
