package rental.contract.car;

import rental.contract.Address;

/** What the car service answers on the bus. */
public final class CarAddresses {
    public static final Address<FindCars, CarsFound> FIND =
            new Address<>("rental.car.find", FindCars.class, CarsFound.class);
    public static final Address<ScanCars, CarsFound> SCAN =
            new Address<>("rental.car.scan", ScanCars.class, CarsFound.class);

    private CarAddresses() {}
}
