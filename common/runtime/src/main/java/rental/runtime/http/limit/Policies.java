package rental.runtime.http.limit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rental.runtime.config.Rate;
import rental.runtime.http.contract.Limit;
import rental.runtime.http.settings.HttpConfig;

/** Which policies count an operation: the narrow one first, so that what it refuses does not use up the global one. */
final class Policies {
    private final List<Policy> global;
    private final List<Policy> search;
    private final List<Policy> booking;

    /** A limit by the name that clients see. */
    record Policy(String name, Rate rate) {}

    Policies(HttpConfig config) {
        var overall = policy("global", config.globalLimit());
        this.global = overall.stream().toList();
        this.search = Stream.concat(policy("search", config.searchLimit()).stream(), overall.stream())
                .toList();
        this.booking = Stream.concat(policy("booking", config.bookingLimit()).stream(), overall.stream())
                .toList();
    }

    List<Policy> of(Limit limit) {
        return switch (limit) {
            case NONE -> List.of();
            case GLOBAL -> global;
            case SEARCH -> search;
            case BOOKING -> booking;
        };
    }

    private static Optional<Policy> policy(String name, Rate rate) {
        return rate.limited().map(limited -> new Policy(name, limited));
    }
}
