package rental.booking.api;

import static io.vertx.core.Future.succeededFuture;
import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import rental.booking.api.Requests.AvailabilityQuestion;
import rental.booking.api.Requests.BlockDetails;
import rental.booking.application.BlockingCars.Reply;
import rental.booking.application.Desk;
import rental.booking.model.Block;
import rental.contract.Window;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.contract.api.Problem;
import rental.contract.booking.CheckAvailability;
import rental.contract.booking.WindowRules;
import rental.runtime.http.Answers;
import rental.runtime.http.Cursor;
import rental.runtime.http.Json;
import rental.runtime.http.PageRequest;

/** Calendars, blocks and availability of cars over HTTP. */
final class CarCalendarApi {
    private static final Duration LONGEST_CALENDAR = Duration.ofDays(400);

    private final Desk desk;
    private final WindowRules windows;
    private final Clock clock;

    CarCalendarApi(Desk desk, WindowRules windows, Clock clock) {
        this.desk = requireNonNull(desk);
        this.windows = requireNonNull(windows);
        this.clock = requireNonNull(clock);
    }

    /** {@code Availability}. */
    private record Availability(Map<UUID, Boolean> availability) {}

    Future<ApiResponse> availability(ApiRequest request) {
        var question = Json.read(request.body(), AvailabilityQuestion.class);
        var faults = windows.faults(question.pickupTime(), question.dropoffTime(), clock.instant());
        if (!faults.isEmpty()) {
            return succeededFuture(Answers.problem(Problem.invalid(faults.stream()
                    .map(fault -> new Problem.Fault("/" + fault.field(), fault.detail()))
                    .toList())));
        }
        var window = new Window(question.pickupTime(), question.dropoffTime());
        return desk.calendars()
                .check(CheckAvailability.of(question.carIds(), window))
                .map(free -> {
                    var prices = free.totalPrices().get(0);
                    var answers = new LinkedHashMap<UUID, Boolean>();
                    question.carIds().forEach(id -> answers.put(id, prices.containsKey(id)));
                    return Answers.ok(new Availability(answers));
                });
    }

    Future<ApiResponse> calendar(ApiRequest request) {
        var from = time(request, "from");
        var to = time(request, "to");
        if (!from.isBefore(to)) {
            return invalid("query/to", "must be after from");
        }
        if (Duration.between(from, to).compareTo(LONGEST_CALENDAR) > 0) {
            return invalid("query/to", "must be at most " + LONGEST_CALENDAR.toDays() + " days after from");
        }
        return desk.calendars()
                .of(request.id("id"), new Window(from, to))
                .map(calendar -> calendar.map(Answers::ok).orElseGet(() -> Answers.problem(Problems.NO_CAR)));
    }

    /** {@code Block}. */
    private record BlockView(UUID id, Instant from, Instant to, String reason) {
        static BlockView of(Block block) {
            return new BlockView(
                    block.id(), block.window().from(), block.window().to(), block.reason());
        }
    }

    Future<ApiResponse> block(ApiRequest request) {
        var details = Json.read(request.body(), BlockDetails.class);
        if (!details.from().isBefore(details.to())) {
            return invalid("/to", "must be after from");
        }
        if (!details.to().isAfter(clock.instant())) {
            return invalid("/to", "must be in the future");
        }
        var window = new Window(details.from(), details.to());
        return desk.blocking()
                .block(
                        request.id("id"),
                        window,
                        details.reason(),
                        request.signedIn().userId())
                .map(CarCalendarApi::answer);
    }

    private static ApiResponse answer(Reply reply) {
        if (reply instanceof Reply.Done done) {
            var block = done.block();
            return Answers.created(BlockView.of(block), "/cars/" + block.carId() + "/blocks/" + block.id());
        }
        return Answers.problem(reply instanceof Reply.CarNotFound ? Problems.NO_CAR : Problems.CAR_UNAVAILABLE);
    }

    Future<ApiResponse> blocks(ApiRequest request) {
        return PageRequest.within(
                request,
                page -> desk.blocking()
                        .list(request.id("id"), page.after().map(after -> after.uuid(0)), page.fetch())
                        .map(found -> found.map(blocks -> Answers.ok(page.page(blocks, block -> Cursor.at(block.id()))
                                        .map(BlockView::of)))
                                .orElseGet(() -> Answers.problem(Problems.NO_CAR))));
    }

    Future<ApiResponse> lift(ApiRequest request) {
        return desk.blocking()
                .lift(
                        request.id("id"),
                        request.id("blockId"),
                        request.signedIn().userId())
                .map(lifted -> lifted ? Answers.noContent() : Answers.problem(Problems.NO_BLOCK));
    }

    /** A query parameter that the contract declares as a time and requires. */
    private static Instant time(ApiRequest request, String name) {
        return Requests.micros(
                OffsetDateTime.parse(request.query(name).orElseThrow()).toInstant());
    }

    private static Future<ApiResponse> invalid(String pointer, String detail) {
        return succeededFuture(Answers.problem(Problem.invalid(pointer, detail)));
    }
}
