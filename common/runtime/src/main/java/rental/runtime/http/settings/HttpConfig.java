package rental.runtime.http.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import rental.runtime.config.Rate;
import rental.runtime.config.Setting;

/** What every HTTP port of an installation has in common. */
public record HttpConfig(
        @Setting(
                name = "CURRENCY",
                fallback = "USD",
                meaning = "The one currency of the installation, as an ISO 4217 code.")
        Currency currency,

        @Setting(name = "RATE_LIMIT_GLOBAL", fallback = "100/15m", meaning = "Requests of one client over everything.")
        Rate globalLimit,

        @Setting(name = "RATE_LIMIT_SEARCH", fallback = "60/1m", meaning = "Searches of one client.")
        Rate searchLimit,

        @Setting(name = "RATE_LIMIT_BOOKING", fallback = "10/1m", meaning = "Bookings that one client may create.")
        Rate bookingLimit,

        @Setting(
                name = "RATE_LIMIT_CLUSTER_TIMEOUT",
                fallback = "50ms",
                min = "1ms",
                meaning = "How long the cluster may take to count a request before the process counts alone.")
        Duration limitTimeout,

        @Setting(
                name = "TRUSTED_PROXIES",
                meaning = "Addresses or networks whose X-Forwarded-For is believed.",
                example = "10.0.0.0/8,::1")
        List<String> trustedProxies,

        @Setting(
                name = "CORS_ORIGINS",
                meaning = "Origins whose pages may call, or * for all.",
                example = "https://app.example.com")
        List<String> corsOrigins,

        @Setting(
                name = "HTTP_IDLE_TIMEOUT",
                fallback = "60s",
                min = "1s",
                meaning = "When a connection on which nothing happens is closed.")
        Duration idleTimeout,

        @Setting(
                name = "HTTP_RECEIVE_TIMEOUT",
                fallback = "10s",
                min = "100ms",
                meaning = "How long a request may take to arrive.")
        Duration receiveTimeout,

        @Setting(
                name = "HTTP_REQUEST_TIMEOUT",
                fallback = "10s",
                min = "100ms",
                meaning = "How long an answer may take before the request is given up.")
        Duration requestTimeout,

        @Setting(
                name = "HTTP_SHUTDOWN_DELAY",
                fallback = "1s",
                min = "0s",
                max = "10s",
                meaning =
                        "How long the gateway, when stopping, goes on taking requests though it is no longer ready: a little longer than a load balancer takes to see that.")
        Duration shutdownDelay,

        @Setting(
                name = "HTTP_SHUTDOWN_TIMEOUT",
                fallback = "20s",
                min = "0s",
                meaning = "How long requests in flight may take to finish when stopping.")
        Duration shutdownTimeout,

        @Setting(
                name = "HTTP_MAX_IN_FLIGHT",
                fallback = "1000",
                min = "1",
                meaning = "Requests worked on at once by one event loop; more are answered 503.")
        int maxInFlight,

        @Setting(
                name = "HTTP_MAX_CONNECTIONS",
                fallback = "10000",
                min = "1",
                meaning = "Connections open at once on one event loop; more are closed.")
        int maxConnections,

        @Setting(
                name = "HTTP_MAX_CONNECTIONS_PER_ADDRESS",
                fallback = "2500",
                min = "1",
                meaning =
                        "Connections that one address, or IPv6 network of 64 bits, may have open at once on one event loop; more are closed. Those of TRUSTED_PROXIES are not counted.")
        int maxConnectionsOfAddress,

        @Setting(
                name = "HTTP_BODY_MEMORY",
                fallback = "64",
                min = "1",
                max = "4096",
                meaning =
                        "MiB that the bodies of requests may take at once on one event loop; more are answered 503, but for small ones.")
        int bodyMemory,

        @Setting(name = "HTTP_COMPRESSION", fallback = "true", meaning = "Whether answers are compressed when asked.")
        boolean compression,

        @Setting(
                name = "TLS_CERTIFICATE",
                meaning = "A PEM file with the certificate chain; with it the gateway speaks TLS.",
                example = "/etc/rental/tls.crt")
        Optional<Path> tlsCertificate,

        @Setting(
                name = "TLS_KEY",
                meaning = "A PEM file with the certificate's private key.",
                example = "/etc/rental/tls.key")
        Optional<Path> tlsKey) {

    public HttpConfig {
        if (tlsCertificate.isPresent() != tlsKey.isPresent()) {
            throw new IllegalArgumentException("a certificate and its key are set together or not at all");
        }
        trustedProxies.forEach(Network::parse);
    }

    /** The same for ports inside an installation: without TLS, and with no load balancer to wait for. */
    public HttpConfig plain() {
        return new HttpConfig(
                currency,
                globalLimit,
                searchLimit,
                bookingLimit,
                limitTimeout,
                trustedProxies,
                corsOrigins,
                idleTimeout,
                receiveTimeout,
                requestTimeout,
                Duration.ZERO,
                shutdownTimeout,
                maxInFlight,
                maxConnections,
                maxConnectionsOfAddress,
                bodyMemory,
                compression,
                Optional.empty(),
                Optional.empty());
    }

    public boolean isTls() {
        return tlsCertificate.isPresent();
    }
}
