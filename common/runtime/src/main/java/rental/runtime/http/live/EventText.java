package rental.runtime.http.live;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import rental.contract.notification.LiveEvent;

/** The wire form of server-sent events (WHATWG HTML, section 9.2). */
final class EventText {
    static final String MEDIA_TYPE = "text/event-stream";

    private EventText() {}

    static Buffer event(LiveEvent event) {
        return Buffer.buffer(
                "id: " + event.position() + "\nevent: " + event.type() + "\ndata: " + event.data() + "\n\n");
    }

    /** Tells a reader, once, how long to wait before it connects again. */
    static Buffer beginning(Duration retry) {
        return Buffer.buffer("retry: " + retry.toMillis() + "\n\n");
    }

    /** A sign of life that moves the reader's last event id on, past events that were not for it. It raises no event. */
    static Buffer heartbeat(long position) {
        return Buffer.buffer("id: " + position + "\n\n");
    }

    /** A sign of life that says nothing. */
    static Buffer comment() {
        return Buffer.buffer(":\n\n");
    }

    /** Tells that what happened before the position is no longer stored, so that some of it may be missing. */
    static Buffer truncated(long oldest) {
        return Buffer.buffer("event: truncated\ndata: {\"oldest\":\"" + oldest + "\"}\n\n");
    }
}
