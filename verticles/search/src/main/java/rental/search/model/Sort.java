package rental.search.model;

import java.util.Locale;

/** In what order cars are found; ties go by distance, then by id. */
public enum Sort {
    DISTANCE,
    /** By day, lowest first. */
    PRICE,
    /** Best match of the words first. */
    RELEVANCE;

    /** @throws IllegalArgumentException for an unknown name */
    public static Sort ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
