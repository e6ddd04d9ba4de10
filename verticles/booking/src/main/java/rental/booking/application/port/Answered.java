package rental.booking.application.port;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import rental.runtime.http.IdempotencyKey;

/** The answers that were given to requests with a key. */
public interface Answered {

    /** What is remembered of a key. */
    sealed interface Memory {}

    /**
     * The same request was answered before.
     *
     * @param location of what it made
     * @param body as it was answered
     */
    record Same(int status, String location, byte[] body) implements Memory {
        public Same {
            requireNonNull(location);
            requireNonNull(body);
        }
    }

    /** The key was used for another request. */
    record Other() implements Memory {}

    /** What is remembered of a key now; forgets what is too old. Empty when the key is free. */
    Future<Optional<Memory>> recall(IdempotencyKey key, Instant now);

    /** Forgets answers that are too old. */
    Future<Void> forget(Instant now);
}
