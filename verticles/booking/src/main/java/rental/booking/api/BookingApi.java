package rental.booking.api;

import static io.vertx.core.Future.succeededFuture;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import rental.booking.api.Requests.BookingChanges;
import rental.booking.api.Requests.BookingDetails;
import rental.booking.api.Requests.QuoteDetails;
import rental.booking.application.CreateRental;
import rental.booking.application.CreateReply;
import rental.booking.application.Desk;
import rental.booking.application.Quoting;
import rental.booking.application.StepReply;
import rental.booking.application.SteppingRentals.Target;
import rental.booking.application.port.Rentals.Entry;
import rental.booking.application.port.Rentals.Filter;
import rental.booking.model.DeskNotes;
import rental.booking.model.PriceAudit;
import rental.booking.model.Rental;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.contract.api.Problem;
import rental.contract.booking.BookingStatus;
import rental.contract.booking.WindowRules;
import rental.runtime.http.Answers;
import rental.runtime.http.Cursor;
import rental.runtime.http.ETags;
import rental.runtime.http.IdempotencyKey;
import rental.runtime.http.Json;
import rental.runtime.http.Operations;
import rental.runtime.http.PageRequest;
import rental.runtime.http.contract.Contract;
import rental.runtime.metrics.Meters;

/** The contract's operations of the service {@code booking}. */
public final class BookingApi {
    private static final String SYSTEM = "system";

    private final Contract contract;
    private final Desk desk;
    private final CarCalendarApi calendars;
    private final Outcomes outcomes = new Outcomes(Meters.ofProcess());

    /**
     * @param windows which windows can be asked for
     * @param clock what the service takes for the present
     */
    public BookingApi(Contract contract, Desk desk, WindowRules windows, Clock clock) {
        this.contract = requireNonNull(contract);
        this.desk = requireNonNull(desk);
        this.calendars = new CarCalendarApi(desk, windows, clock);
    }

    public Operations operations() {
        return Operations.of(contract, "booking")
                .on("createQuote", this::quote)
                .on("createBooking", this::create)
                .on("listBookings", this::list)
                .on("getBooking", this::get)
                .on("changeBooking", this::change)
                .on("confirmBooking", request -> step(request, desk.stepping()::confirm))
                .on("cancelBooking", this::cancel)
                .on("deleteBooking", this::cancel)
                .on("pickUpBooking", request -> noted(request, desk.stepping()::pickUp))
                .on("returnBooking", request -> noted(request, desk.stepping()::giveBack))
                .on("markNoShow", request -> noted(request, desk.stepping()::markNoShow))
                .on("getBookingHistory", this::history)
                .on("auditBookingPrice", this::audit)
                .on("getBookingCalendarFile", this::calendarFile)
                .on("checkAvailability", calendars::availability)
                .on("getCarCalendar", calendars::calendar)
                .on("createBlock", calendars::block)
                .on("listBlocks", calendars::blocks)
                .on("deleteBlock", calendars::lift)
                .build();
    }

    private Future<ApiResponse> quote(ApiRequest request) {
        var details = Json.read(request.body(), QuoteDetails.class);
        var ask = new Quoting.Ask(
                request.signedIn().userId(),
                details.carId(),
                details.pickupTime(),
                details.dropoffTime(),
                details.extras().orElse(List.of()),
                IdempotencyKey.of(request));
        return desk.quoting().quote(ask).map(BookingApi::made);
    }

    private Future<ApiResponse> create(ApiRequest request) {
        var details = Json.read(request.body(), BookingDetails.class);
        var caller = request.signedIn();
        var owner = details.userId().orElse(caller.userId());
        if (!caller.mayAccess(owner)) {
            return succeededFuture(Answers.problem(Problems.FORBIDDEN));
        }
        var command = new CreateRental(
                owner,
                caller.userId(),
                details.carId(),
                details.pickupTime(),
                details.dropoffTime(),
                details.quoteId(),
                details.extras(),
                details.hold().orElse(false),
                Requests.prefers(request, "alternatives"),
                IdempotencyKey.of(request));
        return desk.creating().create(command).onSuccess(outcomes::count).map(BookingApi::made);
    }

    private static ApiResponse made(CreateReply reply) {
        if (reply instanceof CreateReply.Booked booked) {
            var rental = booked.rental();
            return Answers.created(rental.view(), "/bookings/" + rental.id(), rental.version());
        }
        if (reply instanceof CreateReply.Quoted quoted) {
            return Answers.json(201, QuoteView.of(quoted.quote()));
        }
        return reply instanceof CreateReply.Replayed replayed ? replay(replayed) : Problems.of(reply);
    }

    private static ApiResponse replay(CreateReply.Replayed replayed) {
        var answer = replayed.answer();
        var again =
                Answers.with(Answers.of(answer.status(), Answers.JSON, answer.body()), "idempotency-replayed", "true");
        return answer.location().startsWith("/bookings/quotes/")
                ? again
                : Answers.with(Answers.with(again, "location", answer.location()), "etag", ETags.of(1));
    }

    private Future<ApiResponse> list(ApiRequest request) {
        var caller = request.signedIn();
        var asked = request.query("userId").map(UUID::fromString);
        if (asked.isPresent() && !caller.mayAccess(asked.get())) {
            return succeededFuture(Answers.problem(Problems.FORBIDDEN));
        }
        var owner = caller.isStaff() ? asked : Optional.of(caller.userId());
        return PageRequest.within(request, page -> {
            var filter = new Filter(
                    owner,
                    request.query("carId").map(UUID::fromString),
                    request.query("status").map(BookingStatus::ofWireName),
                    page.after().map(after -> after.uuid(0)));
            return desk.reading().list(filter, page.fetch()).map(found -> {
                var items = page.page(found, rental -> Cursor.at(rental.id()));
                return Answers.ok(items.map(Rental::view));
            });
        });
    }

    private Future<ApiResponse> get(ApiRequest request) {
        return known(
                request,
                rental -> succeededFuture(
                        ETags.isKnown(request, rental.version())
                                ? Answers.notModified(rental.version())
                                : Answers.ok(rental.view(), rental.version())));
    }

    private Future<ApiResponse> change(ApiRequest request) {
        var changes = Json.read(request.body(), BookingChanges.class);
        if (changes.endsBeforeItStarts()) {
            return succeededFuture(Answers.problem(Problem.invalid("/dropoffTime", "must be after pickupTime")));
        }
        return step(request, target -> desk.stepping().move(target, changes.pickupTime(), changes.dropoffTime()));
    }

    private Future<ApiResponse> cancel(ApiRequest request) {
        var caller = request.signedIn();
        return desk.reading().find(request.id("id")).compose(found -> {
            var byStaff = found.filter(rental -> rental.userId().equals(caller.userId()))
                    .isEmpty();
            return step(request, target -> desk.stepping().cancel(target, byStaff));
        });
    }

    /** A step that the desk may write something down at. */
    private interface Noted {
        Future<StepReply> take(Target target, DeskNotes notes);
    }

    private Future<ApiResponse> noted(ApiRequest request, Noted noted) {
        var notes = request.hasBody() ? Json.read(request.body(), DeskNotes.class) : DeskNotes.NONE;
        return step(request, target -> noted.take(target, notes));
    }

    private Future<ApiResponse> step(ApiRequest request, Function<Target, Future<StepReply>> step) {
        var caller = request.signedIn();
        var target = new Target(
                request.id("id"),
                caller.userId(),
                rental -> caller.mayAccess(rental.userId()),
                version -> ETags.permits(request, version));
        return step.apply(target)
                .map(reply -> reply instanceof StepReply.Done done
                        ? Answers.ok(done.rental().view(), done.rental().version())
                        : Problems.of(reply));
    }

    /** One change as the contract shows it. @param by null and {@code system} are the same to clients; this is never null */
    private record EntryView(Instant at, String by, String what, Optional<JsonNode> details) {
        static EntryView of(Entry entry) {
            return new EntryView(
                    entry.at(),
                    entry.actor().map(UUID::toString).orElse(SYSTEM),
                    entry.what(),
                    entry.details().map(notes -> Json.tree(notes.getBytes(StandardCharsets.UTF_8))));
        }
    }

    private Future<ApiResponse> history(ApiRequest request) {
        return PageRequest.within(
                request,
                page -> known(request, rental -> {
                    var after = page.after().map(cursor -> cursor.number(0)).orElse(0L);
                    return desk.reading().history(rental, after, page.fetch()).map(found -> {
                        var entries = page.page(found, entry -> Cursor.at(entry.version()));
                        return Answers.ok(entries.map(EntryView::of));
                    });
                }));
    }

    private Future<ApiResponse> audit(ApiRequest request) {
        return known(
                request,
                rental ->
                        succeededFuture(Answers.ok(PriceAudit.of(rental.terms().price()))));
    }

    private Future<ApiResponse> calendarFile(ApiRequest request) {
        return known(
                request, rental -> succeededFuture(Answers.of(200, CalendarFile.MEDIA_TYPE, CalendarFile.of(rental))));
    }

    /** Answers for a booking that the caller may know of, else 404. */
    private Future<ApiResponse> known(ApiRequest request, Function<Rental, Future<ApiResponse>> answer) {
        var caller = request.signedIn();
        return desk.reading()
                .find(request.id("id"))
                .compose(found -> found.filter(rental -> caller.mayAccess(rental.userId()))
                        .map(answer)
                        .orElseGet(() -> succeededFuture(Answers.problem(Problems.NO_BOOKING))));
    }
}
