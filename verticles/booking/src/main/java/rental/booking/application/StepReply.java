package rental.booking.application;

import java.util.List;
import rental.booking.model.Refusal;
import rental.booking.model.Rental;
import rental.contract.Window;

/** What comes of asking a rental to take a step. */
public sealed interface StepReply {

    /** It is as asked. */
    record Done(Rental rental) implements StepReply {}

    /** There is no such rental, or the caller may not know of it. */
    record NotFound() implements StepReply {}

    /** The caller saw another version than the one that stands. */
    record ChangedMeanwhile() implements StepReply {}

    /** The step is not to be had as things stand. */
    record Refused(Refusal why, Rental rental) implements StepReply {}

    /** The window that was asked for can't be had by anyone. */
    record Invalid(List<CreateReply.Fault> faults) implements StepReply {}

    /** Someone else has the car. */
    record CarUnavailable(List<Window> nextFree) implements StepReply {}
}
