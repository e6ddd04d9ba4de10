package rental.runtime.trace;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What our own code tells of itself in traces, besides what Vert.x tells of HTTP, bus and SQL. While tracing is off all of
 * it does nothing.
 */
public final class Spans {
    /** Attributes that may leave the process: of a delivery of events, and of a mail. */
    public static final String SOURCE = "rental.events.source";

    public static final String CONSUMER = "rental.events.consumer";
    public static final String EVENTS = "rental.events.count";
    public static final String KIND = "rental.mail.kind";

    private static final String TRACEPARENT = "traceparent";

    private final Vertx vertx;
    private final Optional<VertxTracer<Object, Object>> tracer;

    private Spans(Vertx vertx, Optional<VertxTracer<Object, Object>> tracer) {
        this.vertx = requireNonNull(vertx);
        this.tracer = tracer;
    }

    /** Those of the tracer that this Vert.x was made with, if it was. */
    @SuppressWarnings("unchecked") // a tracer takes back only what it has given
    public static Spans of(Vertx vertx) {
        var tracer = ((VertxInternal) vertx).tracer();
        return new Spans(vertx, Optional.ofNullable((VertxTracer<Object, Object>) tracer));
    }

    /** The id of the trace that the running code works for. Only for a process that has a tracer. */
    public static Optional<String> currentTraceId() {
        var running = Span.current().getSpanContext();
        return running.isValid() ? Optional.of(running.getTraceId()) : Optional.empty();
    }

    /** The running span as a W3C {@code traceparent}, for work that goes on later or elsewhere. */
    public Optional<String> traceparent() {
        if (tracer.isEmpty()) {
            return Optional.empty();
        }
        var running = Span.current().getSpanContext();
        return running.isValid()
                ? Optional.of("00-" + running.getTraceId() + "-" + running.getSpanId() + "-"
                        + running.getTraceFlags().asHex())
                : Optional.empty();
    }

    /** Names the running span of a server by what it was asked for. */
    public void serving(String operation, String route) {
        if (tracer.isPresent()) {
            Span.current().updateName(operation).setAttribute("http.route", route);
        }
    }

    /** Runs work as a span that asks another server, below the running one; without a span while nothing is traced. */
    public <T> Future<T> asking(String name, Map<String, String> attributes, Supplier<Future<T>> work) {
        if (tracer.isEmpty()) {
            return work.get();
        }
        var context = ((VertxInternal) vertx).getOrCreateContext();
        var span = tracer.get()
                .sendRequest(
                        context,
                        SpanKind.RPC,
                        TracingPolicy.PROPAGATE,
                        attributes,
                        name,
                        (header, value) -> {},
                        Tags.INSTANCE);
        return run(work)
                .onComplete(
                        done -> tracer.get().receiveResponse(context, null, span, done.cause(), TagExtractor.empty()));
    }

    /**
     * Goes on with what an earlier request left behind: runs work as a span below the first of the traces, linked to the
     * others. All that the work asks for belongs to it. Without traces, just the work.
     *
     * @param traceparents of the requests that the work is for
     */
    public <T> Future<T> resuming(
            String name, List<String> traceparents, Map<String, String> attributes, Supplier<Future<T>> work) {
        if (tracer.isEmpty() || traceparents.isEmpty()) {
            return work.get();
        }
        var origin = ((VertxInternal) vertx).getOrCreateContext();
        var own = origin.duplicate();
        var result = origin.<T>promise();
        own.runOnContext(now -> {
            var span = begin(own, name, traceparents.get(0), attributes);
            traceparents.stream().skip(1).distinct().forEach(Spans::link);
            run(work).onComplete(done -> {
                tracer.get().sendResponse(own, null, span, done.cause(), TagExtractor.empty());
                result.handle(done);
            });
        });
        return result.future();
    }

    private Object begin(ContextInternal context, String name, String traceparent, Map<String, String> attributes) {
        var headers = Map.of(TRACEPARENT, traceparent).entrySet();
        return tracer.get()
                .receiveRequest(
                        context, SpanKind.MESSAGING, TracingPolicy.PROPAGATE, attributes, name, headers, Tags.INSTANCE);
    }

    private static void link(String traceparent) {
        var parts = traceparent.split("-");
        if (parts.length == 4) {
            Span.current()
                    .addLink(SpanContext.createFromRemoteParent(
                            parts[1], parts[2], TraceFlags.fromHex(parts[3], 0), TraceState.getDefault()));
        }
    }

    private static <T> Future<T> run(Supplier<Future<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException fault) {
            return Future.failedFuture(fault);
        }
    }

    /** Reads attributes from a map. */
    private static final class Tags implements TagExtractor<Map<String, String>> {
        private static final Tags INSTANCE = new Tags();

        @Override
        public int len(Map<String, String> attributes) {
            return attributes.size();
        }

        @Override
        public String name(Map<String, String> attributes, int index) {
            return List.copyOf(attributes.keySet()).get(index);
        }

        @Override
        public String value(Map<String, String> attributes, int index) {
            return attributes.get(name(attributes, index));
        }
    }
}
