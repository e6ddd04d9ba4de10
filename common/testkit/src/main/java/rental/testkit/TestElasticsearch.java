package rental.testkit;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The Elasticsearch of this JVM's tests. One node serves all of them; a test class keeps apart by starting its names of indexes
 * and aliases with a prefix of its own. Registered in a static field it starts before the class; used without, on the first call.
 */
public final class TestElasticsearch implements BeforeAllCallback {
    private static final AtomicInteger count = new AtomicInteger();

    private final String indexPrefix = "test-" + count.incrementAndGet() + "-";

    private TestElasticsearch() {}

    /** The one node, with a prefix that nobody else has. */
    public static TestElasticsearch shared() {
        return new TestElasticsearch();
    }

    /** {@code http://127.0.0.1:port}. */
    public String url() {
        return TestServers.elasticsearch().url();
    }

    /** What the names of this test's indexes start with, such as {@code test-1-}. */
    public String indexPrefix() {
        return indexPrefix;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        TestServers.elasticsearch();
    }
}
