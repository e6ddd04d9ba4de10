package rental.booking.application;

import java.util.List;
import java.util.Optional;
import rental.booking.application.port.Answered;
import rental.booking.model.Quote;
import rental.booking.model.Rental;
import rental.contract.Window;
import rental.contract.car.Car;

/** What comes of asking for a booking or a quote. */
public sealed interface CreateReply {

    /** It stands. */
    record Booked(Rental rental) implements CreateReply {}

    /** The price is promised. */
    record Quoted(Quote quote) implements CreateReply {}

    /** The same was asked before: the answer of then. */
    record Replayed(Answered.Same answer) implements CreateReply {}

    /** The key belongs to another request. */
    record KeyReused() implements CreateReply {}

    /** The first request with the key has not ended in time. */
    record KeyInProgress() implements CreateReply {}

    /** What was asked for can't be had by anyone. @param faults each with the field of the request */
    record Invalid(List<Fault> faults) implements CreateReply {}

    /** @param field its name in the request */
    record Fault(String field, String detail) {}

    record CarNotFound() implements CreateReply {}

    record UserNotFound() implements CreateReply {}

    record QuoteNotFound() implements CreateReply {}

    record QuoteExpired() implements CreateReply {}

    /**
     * Someone else has the car.
     *
     * @param nextFree windows of the asked length at which it could be had
     * @param alternatives other cars, when they were asked for
     */
    record CarUnavailable(List<Window> nextFree, Optional<List<Car>> alternatives) implements CreateReply {}
}
