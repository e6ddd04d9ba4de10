package rental.runtime.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.runtime.http.Answers;
import rental.runtime.http.StreamHandler;

class CompressionTest {
    private static final String LARGE = "listCars";
    private static final String PAGE = "<p>The same for everybody.</p>".repeat(500);
    private static final ApiResponse ANSWERED_PAGE = Answers.page("text/html", PAGE.getBytes(UTF_8));
    private static TestServer server;

    @BeforeAll
    static void start() {
        server =
                TestServer.build(
                        TestServer.noLimits(),
                        builder -> TestServer.mountAll(builder, CompressionTest::answer)
                                .page("/page", "text/html", CompressionTest::page)
                                .stream(
                                        "streamEvents",
                                        request -> Future.succeededFuture(new StreamHandler.Opening.Ready(
                                                "text/event-stream", stream -> {
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

    /** The length is known beforehand only of what was compressed before. */
    @Test
    void compressesAPageOnceForAll() throws IOException {
        for (var time = 0; time < 2; time++) {
            try (var socket = new Socket("127.0.0.1", server.port())) {
                socket.getOutputStream()
                        .write(("GET /page HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br, GZIP;q=0.5\r\n"
                                        + "Connection: close\r\n\r\n")
                                .getBytes(UTF_8));
                var answer = socket.getInputStream().readAllBytes();
                var head = new String(answer, ISO_8859_1).split("\r\n\r\n")[0];
                var body = new ByteArrayInputStream(answer, head.length() + 4, answer.length);

                assertThat(head).contains("content-encoding: gzip", "content-length: " + body.available());
                assertThat(new GZIPInputStream(body).readAllBytes())
                        .asString(UTF_8)
                        .isEqualTo(PAGE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"deflate", "gzip;q=0", "*", "identity"})
    void sendsAPageAsItIsToThoseWhoTakeNoGzip(String accepted) {
        var answer = server.get("/page", "Accept-Encoding", accepted);

        assertThat(answer.response().body()).isEqualTo(PAGE);
        assertThat(answer.header("content-length")).isEqualTo(Integer.toString(PAGE.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void takesNoCompressedBody(String encoding) {
        var answer = server.post("/auth/login", "{}", "Content-Encoding", encoding);

        assertThat(answer.status()).isEqualTo(415);
    }

    private static Future<ApiResponse> page() {
        return Future.succeededFuture(ANSWERED_PAGE);
    }

    private static Future<ApiResponse> answer(ApiRequest request) {
        var length = request.operation().equals(LARGE) ? 10_000 : 10;
        return Future.succeededFuture(Answers.ok(Map.of("filler", "x".repeat(length))));
    }
}
