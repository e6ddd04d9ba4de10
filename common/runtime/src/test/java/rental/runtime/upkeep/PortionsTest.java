package rental.runtime.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PortionsTest {
    private static final int MOST = 1_000;

    @Test
    void goesOnUntilAPortionIsNotFull() {
        var left = new AtomicInteger(2_500);
        var done = new ArrayList<Integer>();

        var all = Portions.untilDone(MOST, () -> {
            done.add(Math.min(MOST, left.get()));
            left.addAndGet(-done.get(done.size() - 1));
            return Future.succeededFuture(done.get(done.size() - 1));
        });

        assertThat(all.succeeded()).isTrue();
        assertThat(done).containsExactly(1_000, 1_000, 500);
    }

    @Test
    void endsWithWhatAPortionFailsBy() {
        var fault = new IllegalStateException("The second portion");
        var portions = new AtomicInteger();

        var all = Portions.untilDone(
                MOST,
                () -> portions.incrementAndGet() == 2 ? Future.failedFuture(fault) : Future.succeededFuture(MOST));

        assertThat(all.cause()).isSameAs(fault);
    }
}
