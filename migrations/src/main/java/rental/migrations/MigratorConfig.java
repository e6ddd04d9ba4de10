package rental.migrations;

import static java.util.stream.Collectors.joining;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import rental.runtime.config.Secret;
import rental.runtime.config.Setting;

/** Where the databases are. */
public record MigratorConfig(
        @Setting(
                name = "AUTH_DATABASE_URL",
                meaning = "The service's PostgreSQL database, with user and password.",
                example = "postgresql://rental_auth:secret@localhost:5432/rental_auth")
        Secret auth,

        @Setting(
                name = "CAR_DATABASE_URL",
                meaning = "The service's PostgreSQL database, with user and password.",
                example = "postgresql://rental_car:secret@localhost:5432/rental_car")
        Secret car,

        @Setting(
                name = "BOOKING_DATABASE_URL",
                meaning = "The service's PostgreSQL database, with user and password.",
                example = "postgresql://rental_booking:secret@localhost:5432/rental_booking")
        Secret booking,

        @Setting(
                name = "NOTIFICATION_DATABASE_URL",
                meaning = "The service's PostgreSQL database, with user and password.",
                example = "postgresql://rental_notification:secret@localhost:5432/rental_notification")
        Secret notification) {

    /** @throws IllegalArgumentException naming each that is no address of a database */
    public MigratorConfig {
        var faults = byDatabase(auth, car, booking, notification).entrySet().stream()
                .flatMap(entry -> fault(entry.getKey(), entry.getValue()).stream())
                .collect(joining("; "));
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(faults);
        }
    }

    Map<Database, String> urls() {
        return byDatabase(auth, car, booking, notification);
    }

    private static Map<Database, String> byDatabase(Secret auth, Secret car, Secret booking, Secret notification) {
        return new EnumMap<>(Map.of(
                Database.AUTH, auth.value(),
                Database.CAR, car.value(),
                Database.BOOKING, booking.value(),
                Database.NOTIFICATION, notification.value()));
    }

    private static Optional<String> fault(Database database, String url) {
        try {
            DatabaseUrl.parse(url);
            return Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.of(database.setting() + " " + malformed.getMessage());
        }
    }
}
