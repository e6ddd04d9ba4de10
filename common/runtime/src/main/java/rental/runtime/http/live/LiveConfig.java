package rental.runtime.http.live;

import java.time.Duration;
import rental.runtime.config.Setting;

/**
 * How live events are streamed.
 *
 * @param interval how often to look for events whose announcement was lost
 * @param slowAfter how long a reader may take nothing before it is dropped
 * @param maxStreams streams of one event loop
 */
public record LiveConfig(
        @Setting(
                name = "EVENTS_HEARTBEAT",
                fallback = "15s",
                min = "100ms",
                max = "10m",
                meaning = "How often a stream of events says that it is alive.")
        Duration heartbeat,

        @Setting(
                name = "EVENTS_INTERVAL",
                fallback = "1s",
                min = "50ms",
                max = "1m",
                meaning = "How often to look for events whose announcement was lost.")
        Duration interval,

        @Setting(
                name = "EVENTS_SLOW_AFTER",
                fallback = "10s",
                min = "100ms",
                max = "10m",
                meaning = "How long a reader of events may take nothing before it is dropped.")
        Duration slowAfter,

        @Setting(
                name = "EVENTS_MAX_STREAMS",
                fallback = "1000",
                min = "1",
                max = "100000",
                meaning = "Streams of events open at once on one event loop; more are answered 503.")
        int maxStreams) {}
