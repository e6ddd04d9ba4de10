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
        return RequestContext.current()
                .map(request -> with(put, request.requestId()))
                .orElse(put);
    }

    private static Map<String, String> with(Map<String, String> put, String requestId) {
        if (put == null || put.isEmpty()) {
            return Map.of(REQUEST_ID, requestId);
        }
        var all = new HashMap<>(put);
        all.put(REQUEST_ID, requestId);
        return all;
    }
}
