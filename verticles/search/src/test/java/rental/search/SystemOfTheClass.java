package rental.search;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import rental.testkit.TestDatabase;
import rental.testkit.TestElasticsearch;

/**
 * A {@link SearchSystem} on a database and indexes of its own for all tests of a class, healthy before the first of them and
 * without a car before each. Registered in a static field.
 */
final class SystemOfTheClass implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private final TestDatabase database = TestDatabase.of("car");
    private final TestElasticsearch elasticsearch = TestElasticsearch.shared();
    private SearchSystem system;

    SearchSystem get() {
        return system;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        database.beforeAll(context);
        system = SearchSystem.start(database, elasticsearch.url(), elasticsearch.indexPrefix());
        system.untilHealthy();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        system.booking().reachable(true);
        system.removeAll();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        system.close();
        database.afterAll(context);
    }
}
