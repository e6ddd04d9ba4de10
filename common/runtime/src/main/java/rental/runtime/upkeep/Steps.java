package rental.runtime.upkeep;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes one step after another, however many there are. Futures composed in a recursion would hang on one another until
 * the last is done, and its completion would have to climb down all of them at once: some thousands are too many for a stack.
 */
public final class Steps<S> {
    private final Function<S, Future<Optional<S>>> step;
    private final Promise<S> end = Promise.promise();

    private Steps(Function<S, Future<Optional<S>>> step) {
        this.step = step;
    }

    /**
     * Goes on from a state until there is none to follow.
     *
     * @param step makes the next state of one; empty when that was the last
     * @return the last state; the first failure of a step
     */
    public static <S> Future<S> from(S first, Function<S, Future<Optional<S>>> step) {
        var steps = new Steps<>(step);
        steps.go(first);
        return steps.end.future();
    }

    /** Steps that are done at once are taken in a loop, others go on from where they are completed. */
    private void go(S from) {
        var state = from;
        var next = take(state);
        while (next.succeeded() && next.result().isPresent()) {
            state = next.result().get();
            next = take(state);
        }
        var last = state;
        next.onSuccess(following -> following.ifPresentOrElse(this::go, () -> end.complete(last)))
                .onFailure(end::fail);
    }

    private Future<Optional<S>> take(S state) {
        try {
            return step.apply(state);
        } catch (RuntimeException fault) {
            return Future.failedFuture(fault);
        }
    }
}
