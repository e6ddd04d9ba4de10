package rental.runtime.trace;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/** Leaves out probes and scrapes, which come every few seconds and tell nothing; of the rest, what another sampler says. */
final class AllButProbes implements Sampler {
    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");

    private final Sampler others;

    AllButProbes(Sampler others) {
        this.others = requireNonNull(others);
    }

    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        return isProbe(attributes.get(PATH))
                ? SamplingResult.drop()
                : others.shouldSample(parent, traceId, name, kind, attributes, links);
    }

    private static boolean isProbe(String path) {
        return path != null && (path.equals("/metrics") || path.equals("/health") || path.startsWith("/health/"));
    }

    @Override
    public String getDescription() {
        return "AllButProbes{" + others.getDescription() + "}";
    }
}
