package rental.contract.health;

import rental.contract.Address;

/** Where each service says how it is. */
public final class Health {
    private Health() {}

    public static Address<Address.Nothing, HealthReport> of(String service) {
        return new Address<>("rental." + service + ".health", Address.Nothing.class, HealthReport.class);
    }
}
