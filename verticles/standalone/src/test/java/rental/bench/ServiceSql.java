package rental.bench;

/**
 * Statements as the services have them, read from their classes at run time: a yardstick that was copied would drift. They
 * are not public, for nobody else should run them.
 */
public final class ServiceSql {
    public static final String CREATE_BOOKING = of("rental.booking.infrastructure.RentalSql", "CREATE_WITHOUT_KEY");
    public static final String FIND_BOOKING = of("rental.booking.infrastructure.RentalSql", "FIND");
    public static final String FIND_CAR = of("rental.car.Cars", "FIND");

    private ServiceSql() {}

    private static String of(String owner, String name) {
        try {
            var field = Class.forName(owner).getDeclaredField(name);
            field.setAccessible(true);
            return (String) field.get(null);
        } catch (ReflectiveOperationException moved) {
            throw new IllegalStateException("The statement " + name + " of " + owner + " has moved", moved);
        }
    }
}
