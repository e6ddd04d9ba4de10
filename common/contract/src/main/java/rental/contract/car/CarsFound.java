package rental.contract.car;

import java.util.List;

/** The cars that exist of those asked for. */
public record CarsFound(List<Car> cars) {
    public CarsFound {
        cars = List.copyOf(cars);
    }
}
