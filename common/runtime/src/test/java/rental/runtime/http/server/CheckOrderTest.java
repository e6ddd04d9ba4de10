package rental.runtime.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each request here fails every check from one on, and is answered by the first of them. */
class CheckOrderTest {
    private static final String UNACCEPTABLE = "image/png";
    private static final String TOO_MUCH = "x".repeat(1024 * 1024 + 1);

    @RegisterExtension
    static final TestServer server = TestServer.start();

    @Test
    void anUnknownPathIsFirst() {
        var answer = server.send("TRACK", "/nowhere", TOO_MUCH, "Accept", UNACCEPTABLE);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not-found");
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    }

    @Test
    void thenTheMethod() {
        var answer = server.send("PUT", "/bookings", TOO_MUCH, "Accept", UNACCEPTABLE);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
    }

    @Test
    void thenWhatTheCallerAccepts() {
        var answer = server.send("POST", "/cars", TOO_MUCH, "Accept", UNACCEPTABLE);

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.code()).isEqualTo("not-acceptable");
    }

    @Test
    void thenTheLimit() {
        try (var limited = TestServer.start(Map.of("RATE_LIMIT_GLOBAL", "1/1m"), TestServer::echo)) {
            limited.get("/cars");
            var answer = limited.send("POST", "/cars", TOO_MUCH);

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.code()).isEqualTo("too-many-requests");
            assertThat(answer.header("retry-after")).isEqualTo("60");
        }
    }

    @Test
    void thenWhoAsks() {
        assertThat(server.send("POST", "/cars", TOO_MUCH).status()).isEqualTo(401);
        assertThat(server.send("POST", "/cars", TOO_MUCH).header("www-authenticate"))
                .isEqualTo("Bearer");
        assertThat(server.send("POST", "/cars", TOO_MUCH, "Authorization", "Bearer forged")
                        .header("www-authenticate"))
                .contains("invalid_token");
    }

    @Test
    void thenTheRole() {
        var answer = server.send("POST", "/cars", TOO_MUCH, "Authorization", "Bearer customer");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("forbidden");
    }

    @Test
    void thenTheSize() {
        var answer =
                server.send("POST", "/cars", TOO_MUCH, "Authorization", "Bearer staff", "Content-Type", "text/plain");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("body-too-large");
    }

    @Test
    void thenTheMediaType() {
        var answer =
                server.send("POST", "/cars?oops=1", "{", "Authorization", "Bearer staff", "Content-Type", "text/plain");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("accept")).isEqualTo("application/json");
    }

    @Test
    void thenWhatWasSent() {
        var answer = server.post("/cars?oops=1", "{}", "Authorization", "Bearer staff", "Idempotency-Key", "a b");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("validation-failed");
        assertThat(answer.pointers()).contains("query/oops", "header/Idempotency-Key", "/name", "/location");
    }

    @Test
    void whatPassesIsAnsweredByItsOperation() {
        assertThat(server.get("/cars").json().path("operation").asText()).isEqualTo("listCars");
        assertThat(server.get("/health/live").json().path("status").asText()).isEqualTo("healthy");
        assertThat(server.get("/health/car").json().path("operation").asText()).isEqualTo("getServiceHealth");
    }
}
