package rental.standalone;

import com.icegreen.greenmail.util.GreenMail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import rental.testkit.SpanCollector;

/** One cluster of all six groups with its servers, for all test classes that can share it: starting it is what costs. */
final class SharedCluster implements BeforeAllCallback {
    static final String ADMIN = "boss@example.com";
    static final String PASSWORD = "Password123";

    static final int SMTP_CONNECTIONS = 4;

    private Running running;

    private static final class Running implements AutoCloseable {
        private final Servers servers = new Servers();
        private final SpanCollector spans = SpanCollector.start();
        private Cluster cluster;

        Running start(ExtensionContext context) {
            try {
                servers.beforeAll(context);
                var folder = Path.of("target", "cluster").toAbsolutePath();
                Files.createDirectories(folder);
                var settings = new HashMap<>(servers.settings());
                settings.put("SMTP_CONNECTIONS", Integer.toString(SMTP_CONNECTIONS));
                // What a killed process was sending is another's only after its lease.
                settings.put("SMTP_TIMEOUT", "1s");
                // So that the index agrees with the services by its own strength.
                settings.put("SEARCH_RECONCILE_INTERVAL", "1d");
                // Only what a test asks for by its traceparent.
                settings.put("TRACES", "otlp");
                settings.put("TRACES_RATIO", "0");
                settings.put("TRACES_ENDPOINT", spans.url());
                cluster = Cluster.start(settings, folder);
                cluster.createAdmin(ADMIN, PASSWORD);
                return this;
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }

        @Override
        public void close() {
            if (cluster != null) {
                cluster.close();
            }
            spans.close();
            servers.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(Namespace.create(SharedCluster.class))
                .getOrComputeIfAbsent(Running.class, key -> new Running().start(context), Running.class);
    }

    Cluster members() {
        return running.cluster;
    }

    Servers servers() {
        return running.servers;
    }

    /** Where the members send their spans. */
    SpanCollector spans() {
        return running.spans;
    }

    GreenMail mail() {
        return running.servers.mail();
    }
}
