package rental.booking;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import rental.testkit.TestDatabase;

/** The booking service, and the database it runs on, for all tests of a class. Registered in a static field. */
final class ServiceOfTheClass extends BookingService implements BeforeAllCallback, AfterAllCallback {
    private final TestDatabase database;

    private ServiceOfTheClass(TestDatabase database, String... settings) {
        super(settings);
        this.database = database;
    }

    /** @param database not registered itself: it is made before the service begins, and dropped after it has ended */
    static ServiceOfTheClass on(TestDatabase database, String... settings) {
        return new ServiceOfTheClass(database, settings);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        database.beforeAll(context);
        begin(database.url());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
        database.afterAll(context);
    }
}
