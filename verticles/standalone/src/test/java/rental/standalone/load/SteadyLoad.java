package rental.standalone.load;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rental.standalone.fixture.Pages;
import rental.testkit.ApiClient;
import rental.testkit.ApiClient.Answer;

/**
 * A customer who books and reads at a steady pace, whatever the answers, until told to stop. Each booking has a window and
 * an idempotency key of its own, so that what became of it can be found out afterwards.
 */
public final class SteadyLoad implements AutoCloseable {
    private static final long PACE_MILLIS = 20;
    private static final long PROBE_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENT_POLL = Duration.ofMillis(250);

    private final Gateways gateways;
    private final String token;
    private final List<String> cars;
    private final Instant firstPickup = Instant.now().truncatedTo(HOURS).plus(10, DAYS);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong turn = new AtomicLong();
    private final AtomicLong windows = new AtomicLong();
    private volatile List<String> otherReads = List.of();
    private final Map<Booking, String> acknowledged = new ConcurrentHashMap<>();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    /** How many had been acknowledged when something failed last. */
    private volatile int lastFailure;

    private final Queue<CompletableFuture<?>> underWay = new ConcurrentLinkedQueue<>();

    /** What nothing else is booked for. */
    record Window(String car, Instant pickup) {}

    /** A booking as it was asked for. */
    record Booking(Window window, String key) {
        String body() {
            return "{\"carId\": \"%s\", \"pickupTime\": \"%s\", \"dropoffTime\": \"%s\"}"
                    .formatted(window.car(), window.pickup(), window.pickup().plus(1, HOURS));
        }
    }

    /**
     * A request that was not answered as it should have been.
     *
     * @param booking null when it was a read
     */
    public record Failure(Instant sent, Booking booking, String what) {
        public boolean isRead() {
            return booking == null;
        }
    }

    private SteadyLoad(Gateways gateways, String token, List<String> cars) {
        this.gateways = gateways;
        this.token = token;
        this.cars = cars;
    }

    /**
     * Begins, and returns when the first booking has been acknowledged.
     *
     * @param cars that nobody else books
     */
    public static SteadyLoad begin(List<String> gateways, String token, List<String> cars) {
        var load = new SteadyLoad(new Gateways(gateways), token, cars);
        load.clock.scheduleAtFixedRate(load.gateways::probe, 0, PROBE_MILLIS, TimeUnit.MILLISECONDS);
        load.clock.scheduleAtFixedRate(load::tick, 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
        load.untilAcknowledged(1);
        return load;
    }

    /** Reads these, too, from now on. */
    public SteadyLoad alsoReading(List<String> paths) {
        otherReads = paths;
        return this;
    }

    /** Waits until so many more bookings have been acknowledged. */
    public void untilAcknowledged(int more) {
        var enough = acknowledged.size() + more;
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> acknowledged.size() >= enough);
    }

    /**
     * Waits until so many bookings in a row have been acknowledged. What failed before is sent again and forgotten: a system
     * whose members have all just been started, on few processors, takes some time until it keeps pace.
     */
    public void untilSteady(int inARow) {
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> acknowledged.size() - lastFailure >= inARow);
        var early = failures();
        completeTheRest();
        failures.removeAll(early);
    }

    /** Sends nothing more and waits for all answers. */
    public void stop() {
        clock.shutdown();
        underWay.forEach(CompletableFuture::join);
    }

    @Override
    public void close() {
        stop();
    }

    public List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** Sends each booking that was not acknowledged again, as a client should, until a gateway lets it through: now all must be. */
    public void completeTheRest() {
        var rest = failures.stream().filter(failure -> !failure.isRead()).toList();
        rest.forEach(failure -> {
            var answer = await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(PATIENT_POLL)
                    .until(() -> send(gateways.next(), failure.booking()).join(), sent -> sent.status() != 503);
            assertThat(answer.status()).as(failure + " and then " + answer).isEqualTo(201);
            acknowledged.put(failure.booking(), answer.text("/id"));
        });
    }

    /** Every acknowledged booking is there, under its id, and there is none besides. */
    public void requireAcknowledgedAndNoOthers() {
        assertThat(stored().keySet()).containsExactlyInAnyOrderElementsOf(acknowledged.values());
    }

    /** Those that were not acknowledged and yet were made: their answers were cut. */
    public List<Failure> unansweredButMade() {
        var made = stored().values();
        return failures.stream()
                .filter(failure -> !failure.isRead())
                .filter(failure -> made.contains(failure.booking().window()))
                .toList();
    }

    /** At a gateway that is ready. */
    private ApiClient customer() {
        return gateways.next().as(token);
    }

    /** Waits until the customer has been sent one confirmation of each booking, and sees that there are no more. */
    public void requireEachConfirmedOnce() {
        await().atMost(PATIENCE).pollInterval(PATIENT_POLL).until(() -> confirmations() >= acknowledged.size());
        assertThat(confirmations()).isEqualTo(acknowledged.size());
    }

    private long confirmations() {
        return Pages.all(customer(), "/notifications").stream()
                .filter(sent -> sent.path("kind").asText().equals("booking-confirmed"))
                .filter(sent -> sent.path("status").asText().equals("sent"))
                .count();
    }

    /** All bookings of the customer, by their ids. */
    private Map<String, Window> stored() {
        return Pages.all(customer(), "/bookings").stream()
                .collect(Collectors.toMap(
                        booking -> booking.path("id").asText(),
                        booking -> new Window(
                                booking.at("/car/id").asText(),
                                Instant.parse(booking.path("pickupTime").asText()))));
    }

    private void tick() {
        var number = turn.getAndIncrement();
        var known = acknowledged.values().stream().findAny();
        if (number % 2 == 0 || known.isEmpty()) {
            book(windows.getAndIncrement());
        } else {
            var paths = Stream.concat(Stream.of("/bookings/" + known.get()), otherReads.stream())
                    .toList();
            read(paths.get((int) (number / 2 % paths.size())));
        }
    }

    private void read(String path) {
        var sent = Instant.now();
        underWay.add(
                customer().send("GET", path, null).handle((answer, fault) -> note(sent, null, 200, answer, fault)));
    }

    private void book(long number) {
        var window = number / cars.size();
        var car = cars.get((int) (number % cars.size()));
        var booking = new Booking(
                new Window(car, firstPickup.plus(2 * window, HOURS)),
                UUID.randomUUID().toString());
        var sent = Instant.now();
        underWay.add(send(gateways.next(), booking).handle((answer, fault) -> note(sent, booking, 201, answer, fault)));
    }

    private CompletableFuture<Answer> send(ApiClient gateway, Booking booking) {
        return gateway.as(token).with("Idempotency-Key", booking.key()).send("POST", "/bookings", booking.body());
    }

    private Answer note(Instant sent, Booking booking, int expected, Answer answer, Throwable fault) {
        if (fault != null) {
            failed(new Failure(sent, booking, fault.toString()));
        } else if (answer.status() != expected) {
            failed(new Failure(sent, booking, answer.toString()));
        } else if (booking != null) {
            acknowledged.put(booking, answer.text("/id"));
        }
        return answer;
    }

    private void failed(Failure failure) {
        lastFailure = acknowledged.size();
        failures.add(failure);
    }
}
