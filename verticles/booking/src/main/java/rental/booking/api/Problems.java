package rental.booking.api;

import java.time.Instant;
import java.util.List;
import rental.booking.application.CreateReply;
import rental.booking.application.CreateReply.Fault;
import rental.booking.application.StepReply;
import rental.booking.model.Refusal;
import rental.booking.model.Rental;
import rental.contract.Window;
import rental.contract.api.ApiResponse;
import rental.contract.api.Problem;
import rental.runtime.http.Answers;
import rental.runtime.http.ETags;

/** Rejections as the contract tells them. */
final class Problems {
    static final Problem NO_BOOKING = Problem.notFound("booking-not-found", "There is no such booking.");
    static final Problem NO_CAR = Problem.notFound("car-not-found", "There is no such car.");
    static final Problem NO_BLOCK = Problem.notFound("block-not-found", "There is no such block.");
    static final Problem CAR_UNAVAILABLE =
            Problem.conflict("car-unavailable", "The car is not free for the whole of this window.");
    static final Problem FORBIDDEN = Problem.of(403, "forbidden", "Only staff may do this for someone else.");

    private static final Problem NO_USER = Problem.notFound("user-not-found", "There is no such user.");
    private static final Problem NO_QUOTE = Problem.notFound("quote-not-found", "There is no such quote.");
    private static final Problem QUOTE_EXPIRED =
            Problem.conflict("quote-expired", "The price of this quote is no longer honoured: ask for a new one.");
    private static final Problem KEY_REUSED =
            Problem.of(422, "idempotency-key-reused", "This Idempotency-Key was used with another request.");
    private static final Problem KEY_IN_PROGRESS = Problem.conflict(
            "idempotency-in-progress", "The first request with this Idempotency-Key is still being worked on.");
    private static final Problem HOLD_EXPIRED =
            Problem.conflict("hold-expired", "The hold ran out before it was confirmed.");
    private static final Problem TOO_EARLY = Problem.conflict("too-early", "The time for this has not come.");

    /** A window as bookings name its ends. */
    private record RentalWindow(Instant pickupTime, Instant dropoffTime) {
        static List<RentalWindow> of(List<Window> windows) {
            return windows.stream()
                    .map(window -> new RentalWindow(window.from(), window.to()))
                    .toList();
        }
    }

    private Problems() {}

    static ApiResponse of(CreateReply reply) {
        return Answers.problem(problem(reply));
    }

    static ApiResponse of(StepReply reply) {
        return Answers.problem(problem(reply));
    }

    static Problem invalid(List<Fault> faults) {
        return Problem.invalid(faults.stream()
                .map(fault -> new Problem.Fault("/" + fault.field(), fault.detail()))
                .toList());
    }

    private static Problem problem(CreateReply reply) {
        if (reply instanceof CreateReply.Invalid invalid) {
            return invalid(invalid.faults());
        }
        if (reply instanceof CreateReply.CarUnavailable taken) {
            var problem = CAR_UNAVAILABLE.and("nextFree", RentalWindow.of(taken.nextFree()));
            return taken.alternatives()
                    .map(others -> problem.and("alternatives", others))
                    .orElse(problem);
        }
        if (reply instanceof CreateReply.CarNotFound) {
            return NO_CAR;
        }
        if (reply instanceof CreateReply.UserNotFound) {
            return NO_USER;
        }
        if (reply instanceof CreateReply.QuoteNotFound) {
            return NO_QUOTE;
        }
        if (reply instanceof CreateReply.QuoteExpired) {
            return QUOTE_EXPIRED;
        }
        if (reply instanceof CreateReply.KeyReused) {
            return KEY_REUSED;
        }
        if (reply instanceof CreateReply.KeyInProgress) {
            return KEY_IN_PROGRESS;
        }
        throw new IllegalArgumentException("No rejection: " + reply);
    }

    private static Problem problem(StepReply reply) {
        if (reply instanceof StepReply.NotFound) {
            return NO_BOOKING;
        }
        if (reply instanceof StepReply.ChangedMeanwhile) {
            return ETags.CHANGED_MEANWHILE;
        }
        if (reply instanceof StepReply.Invalid invalid) {
            return invalid(invalid.faults());
        }
        if (reply instanceof StepReply.CarUnavailable taken) {
            return CAR_UNAVAILABLE.and("nextFree", RentalWindow.of(taken.nextFree()));
        }
        if (reply instanceof StepReply.Refused refused) {
            return problem(refused.why(), refused.rental());
        }
        throw new IllegalArgumentException("No rejection: " + reply);
    }

    private static Problem problem(Refusal why, Rental rental) {
        return switch (why) {
            case HOLD_EXPIRED -> HOLD_EXPIRED;
            case TOO_EARLY -> TOO_EARLY;
            case ILLEGAL_TRANSITION ->
                Problem.conflict(
                        "illegal-transition",
                        "This cannot be done with a booking that is "
                                + rental.status().wireName() + ".");
        };
    }
}
