package rental.search.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rental.contract.Window;
import rental.contract.booking.FindCalendars.Calendar;
import rental.contract.car.Car;

/**
 * One car as the index holds it, made from the present state of car and booking. The names of the components are the
 * names of the index's fields.
 *
 * @param titleWords of name, brand and model
 * @param price a day, in the currency's minor unit
 * @param busy what a window must not touch. Each starts early by the car's turnaround, because what is booked before it
 *     needs that much time after it; so one query serves cars with different turnarounds
 * @param suggest absent for a deleted car, because the suggester knows no filters
 * @param car the car as the HTTP contract shows it, as JSON in UTF-8: it goes out as it is
 */
public record CarDocument(
        String id,
        long carVersion,
        long calendarVersion,
        boolean active,
        String name,
        List<String> titleWords,
        List<String> featureWords,
        String brand,
        String fuelType,
        String transmission,
        int seats,
        long price,
        Place location,
        List<Busy> busy,
        Optional<Suggest> suggest,
        byte[] car) {

    /** WGS 84 degrees. */
    public record Place(double lat, double lon) {}

    /** In milliseconds since 1970, half-open. */
    public record Busy(long gte, long lt) {}

    /** What the suggester compares a prefix with: only what stands before the tab, the rest tells names apart. */
    public record Suggest(List<String> input) {}

    /** @param json the car as the HTTP contract shows it, in UTF-8 */
    public static CarDocument of(Car car, Calendar calendar, byte[] json) {
        return new CarDocument(
                car.id().toString(),
                car.version(),
                calendar.version(),
                car.active(),
                car.name(),
                Words.of(Stream.of(car.name(), car.brand(), car.model())),
                Words.of(car.features().stream()),
                car.brand(),
                car.fuelType().wireName(),
                car.transmission().wireName(),
                car.seats(),
                car.pricePerDay().amount().unscaledValue().longValueExact(),
                new Place(car.location().latitude(), car.location().longitude()),
                calendar.busy().stream()
                        .map(window -> busy(window, car.turnaroundMinutes()))
                        .toList(),
                Optional.of(suggestions(car.name()))
                        .filter(suggest -> car.active() && !suggest.input().isEmpty()),
                json);
    }

    /** Grows with every change of the car and of its calendar: the newer of two documents has the greater one. */
    public long version() {
        return carVersion + calendarVersion;
    }

    /** The milliseconds around the window; a search may miss a car by less than one, but is never offered a taken one. */
    private static Busy busy(Window window, int turnaroundMinutes) {
        var from = window.from().minus(Duration.ofMinutes(turnaroundMinutes)).toEpochMilli();
        return new Busy(from, ceilingMillis(window.to()));
    }

    private static long ceilingMillis(Instant instant) {
        var millis = instant.toEpochMilli();
        return instant.isAfter(Instant.ofEpochMilli(millis)) ? millis + 1 : millis;
    }

    /**
     * The name from each of its words on, so that "model 3" leads to a Tesla Model 3. The suggester takes equal inputs for one
     * suggestion, so each ends in the whole name: else of all names that end in "hybrid" only one would be suggested.
     */
    private static Suggest suggestions(String name) {
        var words = Words.of(name);
        return new Suggest(Stream.iterate(0, from -> from < words.size(), from -> from + 1)
                .map(from -> String.join(" ", words.subList(from, words.size())) + '\t' + name)
                .distinct()
                .toList());
    }
}
