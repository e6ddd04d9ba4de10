package rental.runtime.trace;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The process's spans on their way out. Made before Vert.x, which measures with it, and closed after Vert.x, so that the
 * last spans leave too. While tracing is off there is none, and Vert.x has no tracer.
 */
public final class Traces implements AutoCloseable {
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SEND_EVERY = Duration.ofSeconds(1);
    private static final long LONGEST_GOODBYE_SECONDS = 5;

    private final OpenTelemetrySdk sdk;

    private Traces(OpenTelemetrySdk sdk) {
        this.sdk = requireNonNull(sdk);
    }

    /**
     * As the configuration says.
     *
     * @param group names the process in every span
     * @return empty when tracing is off
     */
    public static Optional<Traces> of(TracesConfig config, String group) {
        return switch (config.destination()) {
            case OFF -> Optional.empty();
            case OTLP -> Optional.of(new Traces(sdk(config, group, exporter(config))));
        };
    }

    /** What Vert.x is to make its tracer with. */
    public VertxTracerFactory factory() {
        return new OpenTelemetryTracingFactory(sdk);
    }

    /** Sends what is left; blocks for a few seconds at most. */
    @Override
    public void close() {
        sdk.shutdown().join(LONGEST_GOODBYE_SECONDS, TimeUnit.SECONDS);
    }

    private static SpanExporter exporter(TracesConfig config) {
        return OtlpHttpSpanExporter.builder()
                .setEndpoint(config.endpoint().toString())
                .setTimeout(SEND_TIMEOUT)
                .setCompression("gzip")
                .build();
    }

    /** Not made known to the whole JVM: the Elasticsearch client would add spans of its own, with what was searched for. */
    private static OpenTelemetrySdk sdk(TracesConfig config, String group, SpanExporter exporter) {
        var root = new AllButProbes(Sampler.traceIdRatioBased(config.ratio().doubleValue()));
        var provider = SdkTracerProvider.builder()
                .setResource(resource(group))
                .setSampler(Sampler.parentBased(root))
                .addSpanProcessor(BatchSpanProcessor.builder(new DiscreetExporter(exporter))
                        .setScheduleDelay(SEND_EVERY)
                        .build())
                .build();
        return OpenTelemetrySdk.builder()
                .setTracerProvider(provider)
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .build();
    }

    private static Resource resource(String group) {
        return Resource.getDefault()
                .merge(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.namespace"),
                        "rental",
                        AttributeKey.stringKey("service.name"),
                        "rental-" + group,
                        AttributeKey.stringKey("service.instance.id"),
                        UUID.randomUUID().toString())));
    }
}
