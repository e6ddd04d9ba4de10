package rental.runtime.upkeep;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Work of which nobody knows how much has gathered, done a little at a time: so no statement takes longer than one may, and
 * all of it is done in the end, however much it was.
 */
public final class Portions {
    private Portions() {}

    /**
     * Does one portion after another until one is not full.
     *
     * @param most how much a portion may be
     * @param portion does one, and tells how much it was
     */
    public static Future<Void> untilDone(int most, Supplier<Future<Integer>> portion) {
        return Steps.from(
                        most,
                        before -> portion.get().map(done -> Optional.of(done).filter(full -> full >= most)))
                .mapEmpty();
    }
}
