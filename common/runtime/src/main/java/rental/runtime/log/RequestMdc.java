package rental.runtime.log;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.util.HashMap;
import java.util.Map;
import rental.runtime.bus.RequestContext;

/**
 * Shows the running code's {@link RequestContext} to the log as if it had been put there by hand: on an event loop many
 * requests share a thread, so what belongs to a request hangs on its Vert.x context and not on the thread.
 */
@SuppressWarnings("unchecked") // the parent's getCopyOfContextMap answers a raw map
final class RequestMdc extends LogbackMDCAdapter {
    static final String REQUEST_ID = "requestId";
    static final String TRACEPARENT = "traceparent";

    @Override
    public String get(String key) {
        if (REQUEST_ID.equals(key)) {
            return RequestContext.current().map(RequestContext::requestId).orElse(null);
        }
        return super.get(key);
    }

    @Override
    public Map<String, String> getPropertyMap() {
        var put = super.getPropertyMap();
        return RequestContext.current().map(request -> with(put, request)).orElse(put);
    }

    private static Map<String, String> with(Map<String, String> put, RequestContext request) {
        var all = new HashMap<String, String>();
        if (put != null) {
            all.putAll(put);
        }
        all.put(REQUEST_ID, request.requestId());
        request.traceparent().ifPresent(parent -> all.put(TRACEPARENT, parent));
        return all;
    }
}
