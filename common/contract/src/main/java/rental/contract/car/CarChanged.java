package rental.contract.car;

import static java.util.Objects.requireNonNull;

/**
 * The fact {@code car-changed}: a car was added, changed or deleted (then {@code car.active} is false). Late and repeated
 * ones are told by {@code car.version}.
 */
public record CarChanged(Car car) {
    public static final String TYPE = "car-changed";

    public CarChanged {
        requireNonNull(car);
    }
}
