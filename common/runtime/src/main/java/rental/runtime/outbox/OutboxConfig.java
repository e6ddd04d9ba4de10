package rental.runtime.outbox;

import java.time.Duration;
import rental.runtime.config.Setting;

/**
 * How facts are handed on.
 *
 * @param poll how often the relay looks, besides being woken
 * @param attempts how often a fact is refused before it is parked
 * @param retention how long facts are kept after every consumer has them, and how long consumers remember them
 */
public record OutboxConfig(
        @Setting(
                name = "OUTBOX_POLL",
                fallback = "100ms",
                min = "10ms",
                max = "5s",
                meaning =
                        "How often the relay of each database looks for new events, besides being woken after commits.")
        Duration poll,

        @Setting(
                name = "OUTBOX_ATTEMPTS",
                fallback = "5",
                min = "1",
                max = "100",
                meaning = "How often a consumer may refuse an event before it is parked for a person to look at.")
        int attempts,

        @Setting(
                name = "OUTBOX_RETENTION",
                fallback = "7d",
                min = "1h",
                max = "365d",
                meaning = "How long delivered events, and the memory of having taken them, are kept.")
        Duration retention) {}
