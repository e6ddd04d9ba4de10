package rental.booking.application.port;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import rental.booking.model.Quote;
import rental.runtime.http.IdempotencyKey;

/** The stored quotes. */
public interface Quotes {

    /** Stores a quote, and the key with it. @return false when the key has been used, and nothing is stored */
    Future<Boolean> keep(Quote quote, Optional<IdempotencyKey> key, Instant now);

    Future<Optional<Quote>> find(UUID id);

    /** Forgets quotes that ended before a moment. */
    Future<Void> forget(Instant before);
}
