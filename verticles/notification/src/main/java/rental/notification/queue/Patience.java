package rental.notification.queue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait after each attempt: the waits of the configuration, a fifth more or less, so that what failed together does not come back together. */
final class Patience {
    private static final double SPREAD = 0.2;

    private final List<Duration> waits;

    Patience(List<Duration> waits) {
        this.waits = List.copyOf(waits);
    }

    /** @param attempt the one that failed, from 1; empty when it was the last */
    Optional<Duration> after(int attempt) {
        if (attempt > waits.size()) {
            return Optional.empty();
        }
        var factor = 1 + SPREAD * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return Optional.of(Duration.ofMillis((long) (waits.get(attempt - 1).toMillis() * factor)));
    }
}
