package rental.notification.queue;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Writes down what is out: what comes at one moment, or while a statement runs, goes into the next one together. What
 * could not be written down stays until it is. Used on one event loop.
 */
final class Ledger {
    private final Vertx vertx;
    private final SendQueue queue;
    private final Map<UUID, String> unrecorded = new LinkedHashMap<>();
    private Promise<Void> next;
    private boolean writing;

    Ledger(Vertx vertx, SendQueue queue) {
        this.vertx = requireNonNull(vertx);
        this.queue = requireNonNull(queue);
    }

    /** @return completes when it is written down that the mail is out */
    Future<Void> out(UUID id, String subject) {
        unrecorded.put(id, subject);
        return settle();
    }

    /** @return completes when all is written down that is out by now */
    Future<Void> settle() {
        if (unrecorded.isEmpty()) {
            return Future.succeededFuture();
        }
        if (next == null) {
            next = Promise.promise();
            if (!writing) {
                vertx.runOnContext(now -> write());
            }
        }
        return next.future();
    }

    private void write() {
        var told = next;
        var written = Map.copyOf(unrecorded);
        next = null;
        writing = true;
        queue.sent(written)
                .onSuccess(done -> written.keySet().forEach(unrecorded::remove))
                .onComplete(done -> {
                    writing = false;
                    if (next != null) {
                        write();
                    }
                })
                .onComplete(told);
    }
}
