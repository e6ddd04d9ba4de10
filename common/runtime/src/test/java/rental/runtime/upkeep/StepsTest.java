package rental.runtime.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** As many steps as a fleet of fifty million cars has pages. */
class StepsTest {
    private static final int MANY = 100_000;

    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void takesManyStepsThatAreDoneAtOnce() throws Exception {
        assertThat(count(Future::succeededFuture)).isEqualTo(MANY);
    }

    @Test
    void takesManyStepsThatAreDoneLater() throws Exception {
        assertThat(count(next ->
                        Future.future(later -> vertx.getOrCreateContext().runOnContext(now -> later.complete(next)))))
                .isEqualTo(MANY);
    }

    @Test
    void endsAtTheFirstFailure() throws Exception {
        var fault = new IllegalStateException("The third step");
        var steps =
                Steps.from(1, n -> n == 3 ? Future.failedFuture(fault) : Future.succeededFuture(Optional.of(n + 1)));

        assertThat(steps.cause()).isSameAs(fault);
    }

    @Test
    void failsWithWhatAStepThrows() {
        var fault = new IllegalStateException("Thrown");

        assertThat(Steps.from(1, n -> {
                            throw fault;
                        })
                        .cause())
                .isSameAs(fault);
    }

    private static int count(Function<Optional<Integer>, Future<Optional<Integer>>> answer) throws Exception {
        var counted = Future.<Integer>future(end -> vertx.getOrCreateContext()
                .runOnContext(begin -> Steps.from(
                                0, n -> answer.apply(Optional.of(n + 1).filter(next -> next <= MANY)))
                        .onComplete(end)));
        return counted.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
