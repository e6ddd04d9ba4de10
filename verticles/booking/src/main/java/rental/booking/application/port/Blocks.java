package rental.booking.application.port;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rental.booking.model.Block;

/** The times at which cars are off the road. */
public interface Blocks {

    /** What came of taking a car off the road. */
    enum Blocked {
        BLOCKED,
        CAR_UNKNOWN,
        TAKEN
    }

    Future<Blocked> create(Block block, UUID actor, Instant now);

    /** Newest first. @param before only ids smaller than this */
    Future<List<Block>> list(UUID carId, Optional<UUID> before, int limit);

    /** @return false when there is no such block */
    Future<Boolean> delete(UUID carId, UUID blockId, UUID actor, Instant now);
}
