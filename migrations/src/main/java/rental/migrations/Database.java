package rental.migrations;

import java.util.Arrays;
import java.util.Locale;

/** The databases, each owned by the service of that name. */
public enum Database {
    AUTH,
    CAR,
    BOOKING,
    NOTIFICATION;

    /** As in folders and addresses: {@code booking}. */
    public String lowerCaseName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The setting that says where it is: {@code BOOKING_DATABASE_URL}. */
    public String setting() {
        return name() + "_DATABASE_URL";
    }

    String changelog() {
        return lowerCaseName() + "/changelog.yaml";
    }

    /** @throws IllegalArgumentException when no service of this name has a database */
    public static Database of(String name) {
        return Arrays.stream(values())
                .filter(database -> database.lowerCaseName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No service with a database is called " + name));
    }
}
