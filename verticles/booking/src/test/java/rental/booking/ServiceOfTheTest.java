package rental.booking;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import rental.testkit.TestDatabase;

/** A booking service of its own for each test, with a clock of its own. Registered in an instance field. */
final class ServiceOfTheTest extends BookingService implements BeforeEachCallback, AfterEachCallback {
    private final TestDatabase database;

    private ServiceOfTheTest(TestDatabase database, String... settings) {
        super(settings);
        this.database = database;
    }

    /** @param database registered in a static field, so that it is there when a test begins */
    static ServiceOfTheTest on(TestDatabase database, String... settings) {
        return new ServiceOfTheTest(database, settings);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        begin(database.url());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }
}
