package rental.booking.application;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Which cars someone was refused just now. For those it pays to look before asking for the car's lock: a refusal found by
 * looking costs no lock and no write to disk, and says the same.
 */
final class Contention {
    private static final int REMEMBERED = 1_024;
    private static final long RECENT_NANOS = Duration.ofSeconds(2).toNanos();

    private final Map<UUID, Long> refused = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    void refused(UUID carId) {
        refused.put(carId, System.nanoTime());
    }

    boolean isLikely(UUID carId) {
        var last = refused.get(carId);
        return last != null && System.nanoTime() - last < RECENT_NANOS;
    }
}
