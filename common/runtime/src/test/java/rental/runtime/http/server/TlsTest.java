package rental.runtime.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rental.runtime.tls.TestAuthority;

class TlsTest {

    @Test
    void speaksHttp2OverTlsAndTellsBrowsersToInsistOnIt(@TempDir Path folder) throws Exception {
        var authority = TestAuthority.in(folder, "authority");
        var certificate = authority.issue("server");
        var settings = new HashMap<>(TestServer.noLimits());
        settings.put("TLS_CERTIFICATE", certificate.certificate().toString());
        settings.put("TLS_KEY", certificate.key().toString());
        try (var server = TestServer.start(settings, TestServer::echo)) {
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
}
