package rental.search;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import rental.contract.Window;
import rental.contract.car.Car;

/**
 * A fleet that changes by chance, and what it should be. Cars stand in a few dozen places, many in each, so that ties of
 * distance are common and places lie apart by more than rounding.
 */
final class RandomFleet {
    private static final List<String> BRANDS =
            List.of("Tesla", "Toyota", "Citroën", "Škoda", "Mercedes", "Fiat", "Renault", "Volvo", "Honda", "Ford");
    private static final List<String> MODELS = List.of(
            "Model 3",
            "Model Y",
            "Corolla",
            "Berlingo",
            "Fabia",
            "Sprinter",
            "Panda",
            "Mégane",
            "Estate",
            "Civic",
            "Transit",
            "500",
            "Picanto");
    private static final List<String> FEATURES = List.of(
            "Autopilot",
            "Child seat",
            "Heated seats",
            "Roof box",
            "Camper kitchen",
            "Bluetooth",
            "Sprinter rack",
            "Winter tyres",
            "Citroen care");
    private static final List<String> FUELS = List.of("petrol", "diesel", "electric", "hybrid");
    private static final int PLACES = 40;
    private static final int AT_ONCE = 64;

    final Random random;
    final Map<UUID, Car> cars = new HashMap<>();
    private final SearchSystem system;
    private final Instant start = Instant.now().plus(Duration.ofDays(10)).truncatedTo(ChronoUnit.HOURS);

    RandomFleet(SearchSystem system, long seed) {
        this.system = system;
        this.random = new Random(seed);
    }

    void create(int count) {
        for (var done = 0; done < count; done += AT_ONCE) {
            SearchSystem.await(Future.all(Stream.generate(this::details)
                    .limit(Math.min(AT_ONCE, count - done))
                    .map(details -> system.creating(details).onSuccess(this::remember))
                    .toList()));
        }
    }

    /** Changes of every kind, many at once, each car by one change at a time. */
    void change(int count) {
        for (var done = 0; done < count; done += AT_ONCE) {
            var some = new ArrayList<>(cars.values());
            Collections.shuffle(some, random);
            SearchSystem.await(
                    Future.all(some.stream().limit(AT_ONCE).map(this::change).toList()));
        }
    }

    private Future<?> change(Car car) {
        return switch (random.nextInt(9)) {
            case 0 ->
                system.patching(car.id(), "{\"pricePerDay\": {\"amount\": \"" + price() + "\"}}")
                        .onSuccess(this::remember);
            case 1 ->
                system.patching(car.id(), "{\"turnaroundMinutes\": " + random.nextInt(4) * 60 + "}")
                        .onSuccess(this::remember);
            case 2 ->
                system.patching(car.id(), "{\"location\": " + place() + "}").onSuccess(this::remember);
            case 3 -> system.deleting(car.id()).onSuccess(gone -> forget(car));
            case 4 -> system.creating(details()).onSuccess(this::remember);
            case 5 -> cancel(car);
            default -> book(car);
        };
    }

    private Future<?> book(Car car) {
        system.booking().bookQuietly(car.id(), window());
        return system.booking().tell(car.id());
    }

    private Future<?> cancel(Car car) {
        var booked = system.booking().booked(car.id());
        if (booked.isEmpty()) {
            return book(car);
        }
        system.booking().cancelQuietly(car.id(), booked.get(random.nextInt(booked.size())));
        return system.booking().tell(car.id());
    }

    /** Hours to a few days, in the weeks that the bookings are in. */
    Window window() {
        var from = start.plus(Duration.ofHours(random.nextInt(24 * 21)));
        return new Window(from, from.plus(Duration.ofHours(1 + random.nextInt(72))));
    }

    Collection<Car> all() {
        return cars.values();
    }

    String word() {
        var words = List.of(
                "tesla",
                "telsa",
                "citroen",
                "Citroën",
                "skoda",
                "sprinter",
                "sprintr",
                "seat",
                "model 3",
                "modle",
                "megane",
                "500",
                "heated seats",
                "camper",
                "toyota corolla",
                "picatno",
                "autopilto",
                "fod",
                "ford transit");
        return words.get(random.nextInt(words.size()));
    }

    private synchronized void remember(Car car) {
        cars.merge(car.id(), car, (known, now) -> known.version() > now.version() ? known : now);
    }

    private synchronized void forget(Car car) {
        cars.remove(car.id());
    }

    private byte[] details() {
        var brand = any(BRANDS);
        var model = any(MODELS);
        var place = random.nextInt(PLACES);
        return Details.ofCar(brand + " " + model)
                .with("brand", brand)
                .with("model", model)
                .with("fuelType", any(FUELS))
                .with("transmission", random.nextBoolean() ? "manual" : "automatic")
                .with("seats", 2 + random.nextInt(7))
                .with("turnaroundMinutes", random.nextInt(4) * 60)
                .price(price())
                .features(any(FEATURES), any(FEATURES))
                .at(latitude(place), longitude(place))
                .json();
    }

    private String price() {
        return 20 + random.nextInt(30) + (random.nextBoolean() ? ".00" : ".50");
    }

    private String place() {
        var place = random.nextInt(PLACES);
        return "{\"latitude\": " + latitude(place) + ", \"longitude\": " + longitude(place) + "}";
    }

    private static double latitude(int place) {
        return 37.5 + place * 0.0137;
    }

    private static double longitude(int place) {
        return -122.6 + (place * place % 37) * 0.0113;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
