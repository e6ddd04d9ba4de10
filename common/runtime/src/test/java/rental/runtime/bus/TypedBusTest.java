package rental.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rental.contract.Address;
import rental.contract.Address.Nothing;
import rental.contract.booking.CountOpenBookings.Count;
import rental.runtime.log.LoggedLines;

class TypedBusTest {
    private static final Address<Nothing, Count> FRONT = new Address<>("test.front", Nothing.class, Count.class);
    private static final Address<Nothing, Count> BACK = new Address<>("test.back", Nothing.class, Count.class);
    private static final Duration LONG = Duration.ofHours(1);

    private Vertx vertx;
    private TypedBus bus;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        TypedBus.prepare(vertx);
        bus = TypedBus.on(vertx);
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
    }

    /** The one behind is asked with an hour's patience, and never answers: only the caller's can have ended the wait. */
    @Test
    void nothingThatIsAskedForACallerOutlivesIt() throws Exception {
        var behind = Promise.<Throwable>promise();
        bus.serve(BACK, question -> Promise.<Count>promise().future())
                .serve(FRONT, question -> bus.request(BACK, new Nothing(), LONG).onFailure(behind::complete));
        await(bus.ready());

        bus.request(FRONT, new Nothing(), Duration.ofMillis(200));

        assertThat(await(behind.future()))
                .isInstanceOfSatisfying(
                        ReplyException.class,
                        fault -> assertThat(fault.failureType()).isEqualTo(ReplyFailure.TIMEOUT));
    }

    @Test
    void tellsOnceOfEachKindOfFaultThatQuestionsFailBy() throws Exception {
        var asked = new AtomicInteger();
        bus.serve(
                BACK,
                question -> Future.failedFuture(
                        asked.incrementAndGet() % 2 == 0
                                ? new IllegalStateException("broken")
                                : new IOException("refused")));
        await(bus.ready());

        try (var lines = LoggedLines.of(FailedAnswers.class.getName())) {
            for (var question = 0; question < 100; question++) {
                await(bus.request(BACK, new Nothing(), LONG).otherwise(failed -> new Count(0)));
            }
            assertThat(lines.texts())
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("ERROR Nothing fails by IOException in "))
                    .anyMatch(line -> line.startsWith("ERROR Nothing fails by IllegalStateException in "));
        }
    }

    @Test
    void asksNobodyForACallerThatHasLeft() throws Exception {
        var asked = Promise.<Void>promise();
        bus.serve(BACK, question -> {
            asked.complete();
            return Future.succeededFuture(new Count(1));
        });
        await(bus.ready());
        var refused = Promise.<Throwable>promise();

        vertx.getOrCreateContext().runOnContext(now -> {
            RequestContext.internal(Duration.ZERO).enter();
            bus.request(BACK, new Nothing(), LONG).onFailure(refused::complete);
        });

        assertThat(await(refused.future())).hasMessageContaining("left");
        assertThat(asked.future().isComplete()).isFalse();
    }

    @Test
    void tellsTheCallerThatAHandlerFailedAndNotHow() throws Exception {
        bus.serve(BACK, question -> Future.failedFuture(new IllegalStateException("SELECT secret")));
        await(bus.ready());

        assertThatThrownBy(() -> await(bus.request(BACK, new Nothing(), LONG)))
                .rootCause()
                .isInstanceOf(ReplyException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void drainsWhatIsUnderWay() throws Exception {
        var answer = Promise.<Count>promise();
        var begun = Promise.<Void>promise();
        bus.serve(BACK, question -> {
            begun.complete();
            return answer.future();
        });
        await(bus.ready());
        var asking = bus.request(BACK, new Nothing(), LONG);
        await(begun.future());

        var drained = bus.drain(LONG);
        assertThat(drained.isComplete()).isFalse();
        answer.complete(new Count(1));

        await(drained);
        assertThat(await(asking)).isEqualTo(new Count(1));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
