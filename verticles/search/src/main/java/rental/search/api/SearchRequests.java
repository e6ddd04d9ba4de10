package rental.search.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import rental.contract.Window;
import rental.contract.api.ApiRequest;
import rental.contract.api.Problem;
import rental.contract.api.Problem.Fault;
import rental.contract.booking.WindowRules;
import rental.contract.car.FuelType;
import rental.contract.car.Transmission;
import rental.runtime.http.Json;
import rental.search.model.SearchQuestion;
import rental.search.model.Sort;
import rental.search.model.Words;

/** Reads a search from the query of a GET or the body of a POST, which say the same by the same names. */
public final class SearchRequests {
    private static final String DEFAULT_RADIUS = "10";

    private final Currency currency;
    private final WindowRules windows;
    private final Clock clock;

    /** @param windows which windows can be booked: no others are searched for */
    public SearchRequests(Currency currency, WindowRules windows, Clock clock) {
        this.currency = requireNonNull(currency);
        this.windows = requireNonNull(windows);
        this.clock = requireNonNull(clock);
    }

    /** What a request asks for, or why it cannot. */
    sealed interface Read {
        record Asked(SearchQuestion question, Optional<Integer> limit, Optional<String> cursor, Problem foreignCursor)
                implements Read {}

        record Invalid(Problem problem) implements Read {}
    }

    Read query(ApiRequest request) {
        return read(request.query(), "query/");
    }

    Read body(ApiRequest request) {
        var values = new HashMap<String, List<String>>();
        Json.tree(request.body()).properties().forEach(field -> values.put(field.getKey(), texts(field.getValue())));
        return read(values, "/");
    }

    private static List<String> texts(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()
                : List.of(value.asText());
    }

    private Read read(Map<String, List<String>> values, String place) {
        var pickup = one(values, "pickupTime").map(SearchRequests::time);
        var dropoff = one(values, "dropoffTime").map(SearchRequests::time);
        var faults = faults(values, place, pickup, dropoff);
        if (!faults.isEmpty()) {
            return new Read.Invalid(Problem.invalid(faults));
        }
        return new Read.Asked(
                question(values, pickup.map(from -> new Window(from, dropoff.orElseThrow()))),
                one(values, "limit").map(SearchRequests::integer),
                one(values, "cursor"),
                Problem.invalid(place + "cursor", "is not a cursor of this search"));
    }

    /** What the contract's schemas cannot say. */
    private List<Fault> faults(
            Map<String, List<String>> values, String place, Optional<Instant> pickup, Optional<Instant> dropoff) {
        var faults = new ArrayList<Fault>();
        if (pickup.isPresent() != dropoff.isPresent()) {
            var missing = pickup.isPresent() ? "dropoffTime" : "pickupTime";
            faults.add(new Fault(place + missing, "is required together with the other time"));
        } else if (pickup.isPresent()) {
            windows.faults(pickup.get(), dropoff.get(), clock.instant())
                    .forEach(fault -> faults.add(new Fault(place + fault.field(), fault.detail())));
        }
        if (one(values, "query").filter(text -> Words.of(text).isEmpty()).isPresent()) {
            faults.add(new Fault(place + "query", "must have at least one letter or digit"));
        }
        if (sort(values) == Sort.RELEVANCE && one(values, "query").isEmpty()) {
            faults.add(new Fault(place + "sort", "by relevance needs a query"));
        }
        var least = one(values, "minPrice").map(BigDecimal::new);
        var most = one(values, "maxPrice").map(BigDecimal::new);
        if (least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0) {
            faults.add(new Fault(place + "maxPrice", "must be at least minPrice"));
        }
        return faults;
    }

    private SearchQuestion question(Map<String, List<String>> values, Optional<Window> window) {
        return new SearchQuestion(
                Double.parseDouble(required(values, "latitude")),
                Double.parseDouble(required(values, "longitude")),
                Double.parseDouble(one(values, "radius").orElse(DEFAULT_RADIUS)),
                window,
                one(values, "query")
                        .map(text -> Words.of(text).stream()
                                .distinct()
                                .limit(SearchQuestion.MOST_WORDS)
                                .toList()),
                choice(values, "fuelType", FuelType.class, FuelType::ofWireName),
                choice(values, "transmission", Transmission.class, Transmission::ofWireName),
                one(values, "seats")
                        .map(seats -> OptionalInt.of(integer(seats)))
                        .orElse(OptionalInt.empty()),
                minor(values, "minPrice", RoundingMode.CEILING),
                minor(values, "maxPrice", RoundingMode.FLOOR),
                sort(values));
    }

    private static Sort sort(Map<String, List<String>> values) {
        return one(values, "sort").map(Sort::ofWireName).orElse(Sort.DISTANCE);
    }

    private OptionalLong minor(Map<String, List<String>> values, String name, RoundingMode rounding) {
        return one(values, name)
                .map(amount -> OptionalLong.of(new BigDecimal(amount)
                        .setScale(Math.max(0, currency.getDefaultFractionDigits()), rounding)
                        .unscaledValue()
                        .longValueExact()))
                .orElse(OptionalLong.empty());
    }

    private static <E extends Enum<E>> Set<E> choice(
            Map<String, List<String>> values, String name, Class<E> type, Function<String, E> parse) {
        return values.getOrDefault(name, List.of()).stream()
                .map(parse)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(type)));
    }

    private static Optional<String> one(Map<String, List<String>> values, String name) {
        return values.getOrDefault(name, List.of()).stream().findFirst();
    }

    private static String required(Map<String, List<String>> values, String name) {
        return one(values, name)
                .orElseThrow(() -> new IllegalStateException("The edge has let pass a search without " + name));
    }

    private static int integer(String text) {
        return new BigDecimal(text).intValueExact();
    }

    /** To the microsecond, as booking takes it. */
    private static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
    }
}
