package rental.booking.application.port;

import io.vertx.core.Future;
import java.util.UUID;

/** The service that knows the users. */
@FunctionalInterface
public interface Users {

    /** Whether there is such a user. */
    Future<Boolean> exists(UUID id);
}
