package rental.runtime.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rental.runtime.log.LoggedLines;

/** Requests as attackers shape them: about whose length, path, host or sender two parties might disagree. */
class HostileRequestsTest {
    private static final Pattern STATUS_LINE = Pattern.compile("(?m)^HTTP/1\\.[01] (\\d{3}) ");
    private static final String SMUGGLED = "GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private static final String POST = "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

    @RegisterExtension
    static final TestServer server = TestServer.start();

    /** Whoever forwards requests may have understood another length: what follows must never count as a request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
                "Content-Length: 2\r\nContent-Length: 4\r\n\r\n{}",
                "Content-Length: 2, 4\r\n\r\n{}",
                "Content-Length: +2\r\n\r\n{}",
                "Content-Length: 0x2\r\n\r\n{}",
                "Content-Length: 99999999999999999999\r\n\r\n{}",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "X: a\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            })
    void answersOnceWhenTheLengthOfABodyIsInDispute(String rest) throws IOException {
        var answers = STATUS_LINE
                .matcher(server.raw(POST + rest + SMUGGLED))
                .results()
                .toList();

        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.group(1)).isEqualTo("400"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\n{}\r\n0\r\n\r\n",
                "-2\r\n{}\r\n0\r\n\r\n",
                "100000002\r\n{}\r\n",
                "2\n{}\n0\n\n",
                "2;\n{}\r\n0\r\n\r\n"
            })
    void takesChunksThatAreNoneForAFaultOfTheClient(String chunks) throws IOException {
        try (var lines = LoggedLines.of(ApiRouter.class.getPackageName())) {
            assertThat(server.raw(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunks))
                    .doesNotContain("HTTP/1.1 5", "HTTP/1.1 200");

            assertThat(lines.all()).noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.WARN));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    HTTP/1.1 |                    | 400
                    HTTP/1.1 | Host: a%nHost: b%n | 400
                    HTTP/1.1 | Host: a%nhost: a%n | 400
                    HTTP/1.1 | Host: a%n          | 200
                    HTTP/1.0 |                    | 200
                    """)
    void needsToBeToldOneHost(String version, String hosts, int status) throws IOException {
        var lines = hosts == null ? "" : hosts.replace("%n", "\r\n");

        var answer = server.raw("GET /cars " + version + "\r\n" + lines + "Connection: close\r\n\r\n");

        assertThat(answer).startsWith(version.equals("HTTP/1.0") ? "HTTP/1.0 " + status : "HTTP/1.1 " + status);
    }

    @Test
    void takesNoBodyOfTwoMediaTypes() throws IOException {
        var answer = server.raw(POST + "Content-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");

        assertThat(answer).startsWith("HTTP/1.1 415");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//users",
                "/users/",
                "/./users",
                "/../users",
                "/cars/../users",
                "/cars/%2e%2e/users",
                "/cars/..;/users",
                "/users;a=b",
                "/users%2f",
                "/users%00",
                "/users%20",
                "/USERS",
                "/users\\",
                "/auth%2fme",
                "/auth/%2fme",
                "/docs/../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/users#a"
            })
    void findsNothingByDetours(String path) throws IOException {
        var answer = server.raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404").contains("application/problem+json");
    }

    @Test
    void asksForTheSameRoleHoweverAPathIsEncoded() {
        assertThat(server.get("/%75sers").status()).isEqualTo(401);
        assertThat(server.get("/%75sers", "Authorization", "Bearer staff").status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
    void knowsNoMethodButTheOneOfTheRequest(String header) {
        var answer = server.post("/auth/login", "{\"email\": \"a@b.co\", \"password\": \"x\"}", header, "DELETE");

        assertThat(answer.json().path("operation").asText()).isEqualTo("login");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Authorization       | customer
                    Authorization       | Basic customer
                    Authorization       | Bearer "customer"
                    Authorization       | Bearer customer,Bearer admin
                    Cookie              | access_token=customer
                    Proxy-Authorization | Bearer customer
                    X-Access-Token      | customer
                    """)
    void knowsATokenOnlyBehindBearer(String header, String value) {
        assertThat(server.get("/auth/me", header, value).status()).isEqualTo(401);
    }

    @Test
    void knowsNoTokenInTheQueryAndNoneOfTwo() {
        assertThat(server.get("/auth/me?access_token=customer").status()).isEqualTo(401);
        assertThat(server.get("/auth/me", "Authorization", "Bearer customer", "Authorization", "Bearer admin")
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "Forwarded", "X-Real-IP", "True-Client-IP", "CF-Connecting-IP", "Via"})
    void countsAClientOnceWhateverAddressItClaims(String header) {
        try (var limited = TestServer.start(Map.of("RATE_LIMIT_GLOBAL", "2/1h"), TestServer::echo)) {
            for (var i = 1; i <= 2; i++) {
                assertThat(limited.get("/cars", header, "10.0.0." + i).status()).isEqualTo(200);
            }

            assertThat(limited.get("/cars", header, "10.0.0.3").status()).isEqualTo(429);
        }
    }

    @Test
    void countsAnIpv4AddressTheSameHoweverAProxyWritesIt() {
        var settings = Map.of("RATE_LIMIT_GLOBAL", "2/1h", "TRUSTED_PROXIES", "127.0.0.0/8,10.0.0.0/8");
        try (var limited = TestServer.start(settings, TestServer::echo)) {
            for (var address : new String[] {"::ffff:1.2.3.4", "1.2.3.4, ::ffff:10.1.1.1"}) {
                assertThat(limited.get("/cars", "X-Forwarded-For", address).status())
                        .isEqualTo(200);
            }

            assertThat(limited.get("/cars", "X-Forwarded-For", "0:0:0:0:0:ffff:0102:0304")
                            .status())
                    .isEqualTo(429);
            assertThat(limited.get("/cars", "X-Forwarded-For", "::ffff:1.2.3.5").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void writesOneLineIntoTheLogWhateverThePath() throws IOException {
        var path = "/\u001b[2J\u0085\u2028/%0a" + "x".repeat(1_000);
        try (var lines = LoggedLines.of("rental.access")) {
            server.raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

            assertThat(lines.all())
                    .singleElement()
                    .satisfies(line -> assertThat(line.getFormattedMessage())
                            .matches("[\\x20-\\x7e…]*")
                            .hasSizeLessThan(400));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null", "*", "https://app.example.com.evil.example", "https://evil.example/https://app.example.com",
                "http://app.example.com", "https://app.example.com:8443", "https://APP.example.com",
                        "https://app.example.com/"
            })
    void letsNoOriginReadThatIsNotListedToTheLetter(String origin) {
        try (var listed = TestServer.start(Map.of("CORS_ORIGINS", "https://app.example.com"), TestServer::echo)) {
            var answer = listed.get("/health/live", "Origin", origin);

            assertThat(answer.header("access-control-allow-origin")).isEmpty();
            assertThat(answer.header("access-control-allow-credentials")).isEmpty();
        }
    }
}
