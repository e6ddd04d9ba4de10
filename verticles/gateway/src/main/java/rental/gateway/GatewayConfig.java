package rental.gateway;

import java.time.Duration;
import java.util.Optional;
import rental.runtime.config.Setting;
import rental.runtime.http.live.LiveConfig;
import rental.runtime.http.settings.EdgeConfig;
import rental.runtime.http.settings.HttpConfig;
import rental.runtime.security.TokenConfig;

/** What the gateway is told. */
public record GatewayConfig(
        @Setting(
                name = "GATEWAY_HOST",
                fallback = "0.0.0.0",
                meaning = "The address that the gateway listens on; by default all.")
        String host,

        @Setting(
                name = "GATEWAY_PORT",
                fallback = "3000",
                min = "0",
                max = "65535",
                meaning = "The port that clients call; 0 finds a free one.")
        int port,

        @Setting(
                name = "GATEWAY_OPERATIONS_PORT",
                min = "0",
                max = "65535",
                meaning =
                        "A port on SERVICE_HOST with the gateway's probes and metrics, which clients should not see; none when not set.",
                example = "3006")
        Optional<Integer> operationsPort,

        @Setting(
                name = "GATEWAY_INSTANCES",
                fallback = "2",
                min = "1",
                max = "64",
                meaning = "How many event loops the gateway works on.")
        int instances,

        @Setting(
                name = "GATEWAY_SERVICE_TIMEOUT",
                fallback = "5s",
                min = "50ms",
                meaning = "How long a service may take to answer before the client gets a 503.")
        Duration serviceTimeout,

        @Setting(
                name = "GATEWAY_HEALTH_TIMEOUT",
                fallback = "1s",
                min = "50ms",
                meaning = "How long a service may take to say how it is before it counts as down.")
        Duration healthTimeout,

        @Setting(
                name = "GATEWAY_SERVICE_IN_FLIGHT",
                fallback = "256",
                min = "1",
                meaning = "Requests that one event loop has waiting for one service at most; more are answered 503.")
        int serviceInFlight,

        @Setting(
                name = "GATEWAY_SERVICE_LATENCY",
                fallback = "500ms",
                min = "10ms",
                meaning =
                        "How long the answers of an operation should take at most: while they take longer, fewer requests are let wait for them, down to an eighth of GATEWAY_SERVICE_IN_FLIGHT; the others are answered 503 at once.")
        Duration serviceLatency,

        @Setting(
                name = "GATEWAY_CIRCUIT_FAILURES",
                fallback = "5",
                min = "1",
                meaning = "Timeouts within 10 seconds after which a service is left alone for a while.")
        int circuitFailures,

        @Setting(
                name = "GATEWAY_CIRCUIT_RESET",
                fallback = "2s",
                min = "50ms",
                meaning = "How long a service is left alone before it is tried again.")
        Duration circuitReset,

        EdgeConfig edge,
        LiveConfig live) {

    /** The gateway's probes and metrics are where those of the services are. */
    String operationsHost() {
        return edge.host();
    }

    HttpConfig http() {
        return edge.http();
    }

    TokenConfig tokens() {
        return edge.tokens();
    }
}
