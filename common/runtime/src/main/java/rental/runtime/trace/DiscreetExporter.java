package rental.runtime.trace;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** The one way out for spans: what leaves is a {@link DiscreetSpan}. Works on the thread that sends, not on event loops. */
final class DiscreetExporter implements SpanExporter {
    private final SpanExporter next;

    DiscreetExporter(SpanExporter next) {
        this.next = requireNonNull(next);
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        return next.export(spans.stream().map(DiscreetSpan::of).toList());
    }

    @Override
    public CompletableResultCode flush() {
        return next.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return next.shutdown();
    }
}
