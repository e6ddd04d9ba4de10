package rental.auth.usecase;

import io.vertx.core.Future;
import java.util.function.Function;
import rental.contract.api.Problem;

/** What came of a request: done, or refused for a reason the caller can act on. */
public sealed interface Outcome<T> {

    record Done<T>(T value) implements Outcome<T> {}

    /** @param why one of {@link Refusals} */
    record Refused<T>(Problem why) implements Outcome<T> {}

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Outcome<T> refused(Problem why) {
        return new Refused<>(why);
    }

    /** Goes on with what was done, unless it was refused. */
    default <U> Future<Outcome<U>> then(Function<T, Future<Outcome<U>>> next) {
        if (this instanceof Done<T> done) {
            return next.apply(done.value());
        }
        return Future.succeededFuture(refused(((Refused<T>) this).why()));
    }

    default <U> Outcome<U> map(Function<T, U> mapping) {
        if (this instanceof Done<T> done) {
            return done(mapping.apply(done.value()));
        }
        return refused(((Refused<T>) this).why());
    }
}
