package rental.notification.queue;

import java.time.Duration;
import java.util.List;
import rental.runtime.config.Setting;

/**
 * How notifications are sent.
 *
 * @param waits after each failed attempt; after as many and one more it is given up
 * @param interval how often to look for what is due when nothing tells
 */
public record QueueConfig(
        @Setting(
                name = "NOTIFICATION_RETRIES",
                fallback = "5s,30s,2m,10m,30m,1h,2h,4h,8h",
                meaning = "How long to wait after each failed attempt; after the last one a notification is given up.")
        List<Duration> waits,

        @Setting(
                name = "NOTIFICATION_INTERVAL",
                fallback = "1s",
                min = "50ms",
                max = "1m",
                meaning = "How often to look for notifications that have become due.")
        Duration interval) {

    public QueueConfig {
        if (waits.isEmpty()) {
            throw new IllegalArgumentException("NOTIFICATION_RETRIES must name at least one wait");
        }
    }
}
