package rental.car;

import rental.contract.api.Problem;
import rental.contract.car.Car;

/** What came of changing a car. */
sealed interface ChangeReply {

    record Changed(Car car) implements ChangeReply {}

    /** There is no such car, or it is deleted. */
    record NotFound() implements ChangeReply {}

    /** The car is no longer as the caller saw it. */
    record ChangedMeanwhile() implements ChangeReply {}

    /** The change would make something that is no car. */
    record Refused(Problem problem) implements ChangeReply {}
}
