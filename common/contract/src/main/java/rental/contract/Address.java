package rental.contract;

import static java.util.Objects.requireNonNull;

/**
 * A place on the event bus that takes one kind of message and answers with one kind of reply.
 *
 * @param name the bus address, {@code rental.SERVICE.OPERATION}
 * @param request the type that is sent
 * @param reply the type that is answered; may be a sealed interface whose cases are records
 */
public record Address<Q, R>(String name, Class<Q> request, Class<R> reply) {

    public Address {
        requireNonNull(name);
        requireNonNull(request);
        requireNonNull(reply);
    }

    /** A message without content: a question that needs no words, or a bare acknowledgement. */
    public record Nothing() {}
}
