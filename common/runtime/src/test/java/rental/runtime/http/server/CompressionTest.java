package rental.runtime.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.runtime.http.Answers;

class CompressionTest {
    private static final String LARGE = "listCars";
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.build(
                TestServer.noLimits(),
                builder -> TestServer.mountAll(builder, CompressionTest::answer).stream(
                        "streamEvents",
                        request ->
                                Future.succeededFuture(new StreamHandler.Opening.Ready("text/event-stream", stream -> {
                                    stream.write("data: " + "x".repeat(10_000) + "\n\n");
                                    stream.end();
                                }))));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    gzip                 | gzip
                    deflate, gzip;q=1.0  | gzip
                    gzip;q=0             | ''
                    identity             | ''
                    *;q=0                | ''
                    br                   | ''
                    """)
    void compressesAsTheClientAsks(String accepted, String encoding) {
        var answer = server.get("/cars", "Accept-Encoding", accepted);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-encoding")).isEqualTo(encoding);
        assertThat(answer.header("vary").toLowerCase(Locale.ROOT)).contains("accept-encoding");
    }

    @Test
    void compressesNothingUnasked() {
        assertThat(server.get("/cars").header("content-encoding")).isEmpty();
    }

    @Test
    void sendsSmallAnswersAsTheyAre() {
        assertThat(server.get("/search/suggest?prefix=a", "Accept-Encoding", "gzip")
                        .header("content-encoding"))
                .isEmpty();
    }

    @Test
    void sendsLiveEventsAsTheyAre() throws IOException {
        var answer = server.raw("GET /events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer customer\r\n"
                + "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("data: xxx").doesNotContain("content-encoding: gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void takesNoCompressedBody(String encoding) {
        var answer = server.post("/auth/login", "{}", "Content-Encoding", encoding);

        assertThat(answer.status()).isEqualTo(415);
    }

    private static Future<ApiResponse> answer(ApiRequest request) {
        var length = request.operation().equals(LARGE) ? 10_000 : 10;
        return Future.succeededFuture(Answers.ok(Map.of("filler", "x".repeat(length))));
    }
}
