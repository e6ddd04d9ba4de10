package rental.notification;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.contract.api.Problem;
import rental.contract.event.ParkedEvents.Parked;
import rental.notification.Notifications.Retried;
import rental.runtime.http.Answers;
import rental.runtime.http.Operations;
import rental.runtime.http.PageRequest;
import rental.runtime.http.contract.Contract;

/** The HTTP form of notifications and parked events: the contract's operations of the service {@code notification}. */
final class NotificationApi {
    private static final Problem NO_NOTIFICATION =
            Problem.notFound("notification-not-found", "There is no such notification.");
    private static final Problem SENT_ALREADY =
            Problem.conflict("already-sent", "This notification has been sent: there is nothing to try again.");
    private static final Problem TOO_LATE =
            Problem.conflict("too-late", "What this notification was to tell is over: there is nothing left to send.");
    private static final Problem NO_EVENT = Problem.notFound("event-not-found", "There is no such parked event.");

    private final Contract contract;
    private final Notifications notifications;
    private final ParkedEvents parked;
    private final Runnable wake;

    /** @param wake tells the sending that something may have become due */
    NotificationApi(Contract contract, Notifications notifications, ParkedEvents parked, Runnable wake) {
        this.contract = requireNonNull(contract);
        this.notifications = requireNonNull(notifications);
        this.parked = requireNonNull(parked);
        this.wake = requireNonNull(wake);
    }

    Operations operations() {
        return Operations.of(contract, "notification")
                .on("listNotifications", this::list)
                .on("listDeadLetters", this::deadLetters)
                .on("retryNotification", this::retry)
                .on("listParkedEvents", this::parkedEvents)
                .on("retryParkedEvent", this::retryEvent)
                .byServer("streamEvents")
                .build();
    }

    private Future<ApiResponse> list(ApiRequest request) {
        var userId = request.signedIn().userId();
        return PageRequest.within(
                request,
                page -> notifications
                        .of(userId, page)
                        .map(found -> Answers.ok(page.page(found, Notifications::position))));
    }

    private Future<ApiResponse> deadLetters(ApiRequest request) {
        return PageRequest.within(
                request,
                page -> notifications.dead(page).map(found -> Answers.ok(page.page(found, Notifications::position))));
    }

    private Future<ApiResponse> retry(ApiRequest request) {
        return notifications.retry(request.id("id")).map(this::answer);
    }

    private ApiResponse answer(Retried retried) {
        wake.run();
        return switch (retried) {
            case ACCEPTED -> ApiResponse.empty(202);
            case UNKNOWN -> Answers.problem(NO_NOTIFICATION);
            case SENT_ALREADY -> Answers.problem(SENT_ALREADY);
            case TOO_LATE -> Answers.problem(TOO_LATE);
        };
    }

    private Future<ApiResponse> parkedEvents(ApiRequest request) {
        return PageRequest.within(
                request,
                page -> parked.newest(page)
                        .map(found -> Answers.ok(
                                page.page(found, ParkedEvents::position).map(ParkedEvent::of))));
    }

    private Future<ApiResponse> retryEvent(ApiRequest request) {
        return parked.retry(request.id("id")).map(found -> found ? ApiResponse.empty(202) : Answers.problem(NO_EVENT));
    }

    /** A parked event as the contract shows it. */
    private record ParkedEvent(UUID id, String type, String consumer, String error, int attempts, Instant parkedAt) {
        static ParkedEvent of(Parked event) {
            return new ParkedEvent(
                    event.id(),
                    event.type(),
                    event.consumer(),
                    event.error(),
                    event.attempts(),
                    event.parkedAt().truncatedTo(ChronoUnit.MILLIS));
        }
    }
}
