package rental.runtime.launch;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Deployable;
import java.util.function.Supplier;

/**
 * A verticle of a group.
 *
 * @param name for the log
 * @param verticle makes a new instance on every call
 * @param instances how many run beside each other, at least one
 */
public record Unit(String name, Supplier<? extends Deployable> verticle, int instances) {
    public Unit {
        requireNonNull(name);
        requireNonNull(verticle);
    }
}
