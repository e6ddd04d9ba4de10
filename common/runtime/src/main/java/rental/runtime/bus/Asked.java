package rental.runtime.bus;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A question that is answered together with others.
 *
 * @param context of who asks, in which the answer arrives
 */
public record Asked<Q, A>(Q question, Context context, CompletableFuture<A> promised) {

    /** A question of the running code. */
    public static <Q, A> Asked<Q, A> of(Vertx vertx, Q question) {
        return new Asked<>(question, vertx.getOrCreateContext(), new CompletableFuture<>());
    }

    public Future<A> answer() {
        return Future.fromCompletionStage(promised, context);
    }

    public static <Q> List<Q> questions(List<? extends Asked<Q, ?>> together) {
        return together.stream().<Q>map(Asked::question).toList();
    }

    /** Gives each its answer, which stands where its question stood, or all of them the same failure. */
    public static <Q, A> void answer(List<Asked<Q, A>> together, AsyncResult<List<A>> answers) {
        for (var i = 0; i < together.size(); i++) {
            var promised = together.get(i).promised();
            if (answers.succeeded()) {
                promised.complete(answers.result().get(i));
            } else {
                promised.completeExceptionally(answers.cause());
            }
        }
    }
}
