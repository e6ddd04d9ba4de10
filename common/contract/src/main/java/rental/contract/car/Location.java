package rental.contract.car;

import static java.util.Objects.requireNonNull;

/**
 * Where a car stands.
 *
 * @param latitude WGS 84 degrees, −90 to 90
 * @param longitude WGS 84 degrees, −180 to 180
 * @param timeZone IANA name; a rental's days are counted by its wall clock
 */
public record Location(
        double latitude, double longitude, String address, String city, String state, String country, String timeZone) {

    public Location {
        requireNonNull(timeZone);
    }
}
