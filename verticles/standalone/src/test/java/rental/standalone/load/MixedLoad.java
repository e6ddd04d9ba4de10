package rental.standalone.load;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static rental.standalone.load.Persistence.patiently;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.standalone.fixture.Journey;
import rental.testkit.ApiClient;

/**
 * Customers who book and cancel, staff who change the fleet, and visitors who search, all at once through the gateway,
 * while something breaks. Whoever is asked to try again does. Afterwards every promise is looked up, the index is
 * compared with the services, and the mails are counted.
 */
public final class MixedLoad {
    private static final Logger LOG = LoggerFactory.getLogger(MixedLoad.class);
    private static final int CUSTOMERS = 4;
    private static final int CARS = 6;
    private static final int DAYS = 30;

    private final List<LoadCustomer> customers;
    private final Map<String, Long> fleet = new ConcurrentHashMap<>();
    private final List<Instant> pickups;
    private final ApiClient visitor;
    private final ApiClient staff;
    private final GreenMail mail;
    private final String place;
    private final Random random = new Random(7);
    private final Duration pause;

    private MixedLoad(ApiClient visitor, ApiClient staff, GreenMail mail, Duration pause) {
        this.visitor = visitor;
        this.staff = staff;
        this.mail = mail;
        this.pause = pause;
        // Nobody else has cars here, so that a search of the place finds those of this load alone.
        this.place = "latitude=" + (-60 + random.nextInt(100)) + ".5&longitude=" + System.nanoTime() % 170 + ".5";
        this.customers = IntStream.range(0, CUSTOMERS)
                .mapToObj(seed -> new LoadCustomer(visitor, seed))
                .toList();
        var first = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(10, ChronoUnit.DAYS);
        this.pickups = IntStream.range(0, DAYS)
                .mapToObj(day -> first.plus(day, ChronoUnit.DAYS))
                .toList();
    }

    /**
     * @param admin email of an administrator that is there already
     * @param pause of each between two requests: without, a machine is busy with nothing else, and what was killed starts late
     */
    public static MixedLoad on(String gateway, GreenMail mail, String admin, String password, Duration pause) {
        var visitor = ApiClient.of(gateway);
        var load = new MixedLoad(visitor, visitor.as(admin, password), mail, pause);
        IntStream.range(0, CARS).forEach(n -> load.addCar());
        return load;
    }

    static Instant dropoff(Instant pickup) {
        return pickup.plus(20, ChronoUnit.HOURS);
    }

    /**
     * All at once for a time at least, and at least until everything is well again.
     *
     * @param disturbance happens once the load has begun, and again whenever the system has been well for a while
     */
    public void run(Duration time, Runnable disturbance) {
        var end = Instant.now().plus(time);
        var workers = Executors.newScheduledThreadPool(CUSTOMERS + 2);
        var failed = new CompletableFuture<Void>();
        customers.forEach(customer ->
                work(workers, failed, () -> customer.doSomething(List.copyOf(fleet.keySet()), pickups)));
        work(workers, failed, this::changeTheFleet);
        work(workers, failed, this::search);
        try {
            do {
                untilMoreIsPromised(failed);
                LOG.info("{} bookings are promised when something breaks", promises());
                disturbance.run();
                untilMoreIsPromised(failed);
                patiently().until(() -> isWell() || failed.isDone());
                LOG.info("All is well again, {} bookings are promised", promises());
            } while (Instant.now().isBefore(end) && !failed.isDone());
        } finally {
            workers.shutdown();
        }
        patiently().until(workers::isTerminated);
        failed.complete(null);
        failed.join();
    }

    /** More than could have been on their way when something broke. */
    private void untilMoreIsPromised(CompletableFuture<Void> failed) {
        var before = promises();
        patiently().until(() -> promises() > before + CUSTOMERS || failed.isDone());
    }

    private void work(ScheduledExecutorService workers, CompletableFuture<Void> failed, Runnable step) {
        Runnable watched = () -> {
            try {
                step.run();
            } catch (RuntimeException | AssertionError wrong) {
                failed.completeExceptionally(wrong);
                throw wrong;
            }
        };
        workers.scheduleWithFixedDelay(watched, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private int promises() {
        return customers.stream().mapToInt(LoadCustomer::promises).sum();
    }

    private boolean isWell() {
        return visitor.get("/health").text("/status").equals("healthy")
                && visitor.get("/search?" + place + window(pickups.get(0))).status() == 200;
    }

    private void changeTheFleet() {
        if (fleet.size() < 2 * CARS && random.nextInt(10) == 0) {
            addCar();
            return;
        }
        var car = List.copyOf(fleet.keySet()).get(random.nextInt(fleet.size()));
        var price =
                "{\"pricePerDay\": {\"amount\": \"%d.00\", \"currency\": \"USD\"}}".formatted(10 + random.nextInt(90));
        var changed = Persistence.send(staff, "PATCH", "/cars/" + car, price);
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        fleet.put(car, changed.json().path("version").asLong());
    }

    private void addCar() {
        var place = this.place.split("[=&]");
        var car = Journey.car()
                .replace("\"latitude\": 37.77", "\"latitude\": " + place[1])
                .replace("\"longitude\": -122.42", "\"longitude\": " + place[3] + ", \"timeZone\": \"UTC\"");
        var added = Persistence.post(staff, "/cars", car);
        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        fleet.put(added.text("/id"), added.json().path("version").asLong());
    }

    /** An answer, or the word that there is none now; never a third. */
    private void search() {
        var window = random.nextBoolean() ? window(pickups.get(random.nextInt(DAYS))) : "";
        var found = visitor.get("/search?radius=1&limit=100&" + place + window);
        assertThat(found.status()).as(found.toString()).isIn(200, 503);
    }

    private static String window(Instant pickup) {
        return "&pickupTime=" + pickup + "&dropoffTime=" + dropoff(pickup);
    }

    /**
     * Waits until all is in effect that was promised.
     *
     * @param repeats how many mails may have come twice
     */
    public void isInEffect(int repeats) {
        patiently().ignoreExceptions().until(this::isWell);
        customers.forEach(LoadCustomer::findsWhatWasPromised);
        LOG.info("All bookings are there");
        patiently().untilAsserted(this::indexAgrees);
        LOG.info("The index agrees");
        patiently().until(() -> customers.stream().allMatch(customer -> customer.hasAllMails(mail)));
        var repeated = customers.stream()
                .mapToInt(customer -> customer.repeatedMails(mail))
                .sum();
        LOG.info("All mails are there, {} of them more than once", repeated);
        assertThat(repeated).as("mails that came more than once").isLessThanOrEqualTo(repeats);
        var parked = staff.get("/events/parked");
        assertThat(parked.json().path("items")).as(parked.toString()).isEmpty();
    }

    /** Each car is found as it is, and each day those that booking says are free. */
    private void indexAgrees() {
        var cars = new TreeMap<String, JsonNode>();
        fleet.forEach((id, version) -> {
            var car = visitor.get("/cars/" + id).json();
            assertThat(car.path("version").asLong()).isGreaterThanOrEqualTo(version);
            cars.put(id, car);
        });
        var found = new TreeMap<String, JsonNode>();
        visitor.get("/search?radius=1&limit=100&" + place)
                .json()
                .path("items")
                .forEach(item -> found.put(item.at("/car/id").asText(), item.path("car")));
        assertThat(found).isEqualTo(cars);
        pickups.forEach(this::daysAgree);
    }

    private void daysAgree(Instant pickup) {
        var answer = visitor.get("/search?radius=1&limit=100&" + place + window(pickup));
        var free = free(pickup);
        assertThat(answer.json().path("total").asInt())
                .as("%s of %s", answer, pickup)
                .isEqualTo(free.size());
        assertThat(StreamSupport.stream(answer.json().path("items").spliterator(), false)
                        .map(item -> item.at("/car/id").asText()))
                .containsExactlyInAnyOrderElementsOf(free);
    }

    private Set<String> free(Instant pickup) {
        var cars = fleet.keySet().stream().map(id -> '"' + id + '"').toList();
        var answer = staff.post(
                "/bookings/availability",
                "{\"carIds\": %s, \"pickupTime\": \"%s\", \"dropoffTime\": \"%s\"}"
                        .formatted(cars, pickup, dropoff(pickup)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().path("availability").properties().stream()
                .filter(car -> car.getValue().asBoolean())
                .map(Map.Entry::getKey)
                .collect(toSet());
    }
}
