package rental.runtime.log;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import rental.runtime.bus.RequestContext;
import rental.runtime.trace.Spans;

/**
 * Shows the running code's {@link RequestContext} to the log as if it had been put there by hand: on an event loop many
 * requests share a thread, so what belongs to a request hangs on its Vert.x context and not on the thread.
 */
@SuppressWarnings("unchecked") // the parent's getCopyOfContextMap answers a raw map
final class RequestMdc extends LogbackMDCAdapter {
    static final String REQUEST_ID = "requestId";
    static final String TRACEPARENT = "traceparent";
    static final String TRACE_ID = "traceId";

    private final boolean traced;

    /** @param traced whether the process has a tracer to ask for the trace */
    RequestMdc(boolean traced) {
        this.traced = traced;
    }

    @Override
    public String get(String key) {
        if (REQUEST_ID.equals(key)) {
            return RequestContext.current().map(RequestContext::requestId).orElse(null);
        }
        if (traced && TRACE_ID.equals(key)) {
            return Spans.currentTraceId().orElse(null);
        }
        return super.get(key);
    }

    @Override
    public Map<String, String> getPropertyMap() {
        var put = super.getPropertyMap();
        var request = RequestContext.current();
        var trace = traced ? Spans.currentTraceId() : Optional.<String>empty();
        return request.isEmpty() && trace.isEmpty() ? put : with(put, request, trace);
    }

    private static Map<String, String> with(
            Map<String, String> put, Optional<RequestContext> request, Optional<String> trace) {
        var all = new HashMap<String, String>();
        if (put != null) {
            all.putAll(put);
        }
        request.ifPresent(current -> all.put(REQUEST_ID, current.requestId()));
        request.flatMap(RequestContext::traceparent).ifPresent(parent -> all.put(TRACEPARENT, parent));
        trace.ifPresent(id -> all.put(TRACE_ID, id));
        return all;
    }
}
