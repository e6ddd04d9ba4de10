package rental.runtime.trace;

import java.math.BigDecimal;
import java.net.URI;
import rental.runtime.config.Setting;

/**
 * Whether and where spans are sent.
 *
 * @param endpoint where a collector takes spans by HTTP, with its path
 * @param ratio the share of traces that begin here and are kept; what came with a trace context keeps the decision made
 *     there
 */
public record TracesConfig(
        @Setting(
                name = "TRACES",
                fallback = "off",
                meaning =
                        "Where spans are sent: off makes none, otlp sends them to a collector by OpenTelemetry's protocol over HTTP.")
        Destination destination,

        @Setting(
                name = "TRACES_ENDPOINT",
                fallback = "http://127.0.0.1:4318/v1/traces",
                meaning = "The collector's address for spans, when TRACES is otlp.")
        URI endpoint,

        @Setting(
                name = "TRACES_RATIO",
                fallback = "1.0",
                min = "0",
                max = "1",
                meaning =
                        "The share of requests that are traced; one that comes with a traceparent follows what that says.")
        BigDecimal ratio) {

    /** Where spans go. */
    public enum Destination {
        OFF,
        OTLP
    }
}
