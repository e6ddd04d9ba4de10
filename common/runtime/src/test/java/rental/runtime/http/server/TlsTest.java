package rental.runtime.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rental.contract.api.ApiResponse;
import rental.runtime.tls.TestAuthority;

class TlsTest {

    /** With Vert.x's client: Java's own, before 24, drops what is under way when a server announces that it goes. */
    @Test
    void finishesRequestsInFlightOverHttp2WhenItStops(@TempDir Path folder) throws Exception {
        var authority = TestAuthority.in(folder, "authority");
        var answer = Promise.<ApiResponse>promise();
        var asked = Promise.<Void>promise();
        try (var stopping = TestServer.start(tls(authority), request -> {
            asked.tryComplete();
            return answer.future();
        })) {
            var client = stopping.vertx()
                    .createHttpClient(new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setUseAlpn(true)
                            .setSsl(true)
                            .setTrustAll(true));
            var waiting = client.request(HttpMethod.GET, stopping.port(), "localhost", "/cars")
                    .compose(HttpClientRequest::send);
            TestServer.await(asked.future());
            var stopped = stopping.shutdown();
            answer.complete(ApiResponse.empty(204));

            var answered = TestServer.await(waiting);

            assertThat(answered.statusCode()).isEqualTo(204);
            assertThat(answered.version()).isEqualTo(HttpVersion.HTTP_2);
            TestServer.await(stopped);
        }
    }

    @Test
    void speaksHttp2OverTlsAndTellsBrowsersToInsistOnIt(@TempDir Path folder) throws Exception {
        var authority = TestAuthority.in(folder, "authority");
        try (var server = TestServer.start(tls(authority), TestServer::echo)) {
            var client =
                    HttpClient.newBuilder().sslContext(authority.trusting()).build();
            var base = "https://localhost:" + server.port();

            var read = client.send(
                    HttpRequest.newBuilder(URI.create(base + "/cars")).build(), HttpResponse.BodyHandlers.ofString());
            var written = client.send(
                    HttpRequest.newBuilder(URI.create(base + "/auth/login"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"email\": \"a@b.co\", \"password\": \"x\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            var tooLarge = client.send(
                    HttpRequest.newBuilder(URI.create(base + "/auth/login"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("x".repeat(2 * 1024 * 1024)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(read.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(read.headers().firstValue("strict-transport-security")).isPresent();
            assertThat(written.statusCode()).isEqualTo(200);
            assertThat(tooLarge.statusCode()).isEqualTo(413);
        }
    }

    /** It would keep a connection from the limits on slow clients until its first request is whole. */
    @Test
    void speaksNoHttp2InClearText() throws Exception {
        var settings = new HashMap<>(TestServer.noLimits());
        settings.put("HTTP_IDLE_TIMEOUT", "1s");
        try (var server = TestServer.start(settings, TestServer::echo)) {
            var upgrade = server.raw("GET /cars HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                    + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
            var priorKnowledge = server.raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

            assertThat(upgrade).startsWith("HTTP/1.1 200");
            assertThat(priorKnowledge).doesNotContain(" 200");
        }
    }

    @Test
    void clientsThatSayNothingBeforeOrAfterTheHandshakeAreCutOff(@TempDir Path folder) throws Exception {
        var authority = TestAuthority.in(folder, "authority");
        var settings = tls(authority);
        settings.put("HTTP_RECEIVE_TIMEOUT", "500ms");
        settings.put("HTTP_IDLE_TIMEOUT", "1s");
        try (var server = TestServer.start(settings, TestServer::echo);
                var silent = new Socket("localhost", server.port());
                var http2 =
                        (SSLSocket) authority.trusting().getSocketFactory().createSocket("localhost", server.port());
                var http1 =
                        (SSLSocket) authority.trusting().getSocketFactory().createSocket("localhost", server.port())) {
            handshake(http2, "h2");
            handshake(http1, "http/1.1");

            for (var socket : List.of(http2, http1, silent)) {
                socket.setSoTimeout(20_000);
                assertThat(untilClosed(socket)).isTrue();
            }
        }
    }

    private static void handshake(SSLSocket socket, String protocol) throws IOException {
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        assertThat(socket.getApplicationProtocol()).isEqualTo(protocol);
    }

    /** Reads what the server has to say, such as its HTTP/2 settings, until it closes; a time-out is a failure. */
    private static boolean untilClosed(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static HashMap<String, String> tls(TestAuthority authority) throws Exception {
        var certificate = authority.issue("server");
        var settings = new HashMap<>(TestServer.noLimits());
        settings.put("TLS_CERTIFICATE", certificate.certificate().toString());
        settings.put("TLS_KEY", certificate.key().toString());
        return settings;
    }
}
