package rental.booking.application;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import rental.booking.application.port.Answered;
import rental.runtime.http.IdempotencyKey;

/** Makes repeats safe: whoever sends the same again gets the first answer, once there is one. */
final class Remembering {
    private static final long GLANCE_MILLIS = 15;

    private final Vertx vertx;
    private final Answered answered;
    private final Clock clock;
    private final Duration patience;

    /** @param patience how long a repeat waits for the first to end */
    Remembering(Vertx vertx, Answered answered, Clock clock, Duration patience) {
        this.vertx = requireNonNull(vertx);
        this.answered = requireNonNull(answered);
        this.clock = requireNonNull(clock);
        this.patience = requireNonNull(patience);
    }

    /** The answer that the key has had already, else the other one. */
    Future<CreateReply> recallOr(Optional<IdempotencyKey> key, Supplier<Future<CreateReply>> otherwise) {
        if (key.isEmpty()) {
            return otherwise.get();
        }
        return answered.recall(key.get(), clock.instant())
                .compose(memory -> memory.map(Remembering::reply).orElseGet(otherwise));
    }

    /** The answer that the key has had already, else a plain refusal. */
    Future<CreateReply> recallOr(Optional<IdempotencyKey> key, CreateReply refusal) {
        return recallOr(key, () -> Future.succeededFuture(refusal));
    }

    /** Waits while another request with the key is running; when that has left no answer, tries again. */
    Future<CreateReply> await(IdempotencyKey key, Instant begun, Supplier<Future<CreateReply>> again) {
        return answered.recall(key, clock.instant()).compose(memory -> {
            if (memory.isPresent()) {
                return reply(memory.get());
            }
            if (Duration.between(begun, clock.instant()).compareTo(patience) >= 0) {
                return Future.succeededFuture(new CreateReply.KeyInProgress());
            }
            return vertx.timer(GLANCE_MILLIS, TimeUnit.MILLISECONDS).compose(waited -> again.get());
        });
    }

    private static Future<CreateReply> reply(Answered.Memory memory) {
        return Future.succeededFuture(
                memory instanceof Answered.Same same ? new CreateReply.Replayed(same) : new CreateReply.KeyReused());
    }
}
