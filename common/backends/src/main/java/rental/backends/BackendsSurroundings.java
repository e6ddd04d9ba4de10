package rental.backends;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import rental.runtime.config.Configuration;
import rental.runtime.launch.Surroundings;

/**
 * Lets a process bring its backends along: they come up before its verticles and go down after them, and the verticles find
 * their addresses in the settings as if somebody had set them.
 */
public final class BackendsSurroundings implements Surroundings {
    private final Consumer<DatabaseUrls> preparation;

    /** @param preparation what to do with the databases before the verticles start, such as migrations; it may block */
    public BackendsSurroundings(Consumer<DatabaseUrls> preparation) {
        this.preparation = requireNonNull(preparation);
    }

    @Override
    public Running prepare(Map<String, String> environment, Configuration configuration) {
        return new RunningBackends(configuration.bind(BackendsConfig.class), preparation);
    }

    private static final class RunningBackends implements Running {
        private final Optional<BackendsConfig> config;
        private final Consumer<DatabaseUrls> preparation;
        private Backends backends;

        private RunningBackends(Optional<BackendsConfig> config, Consumer<DatabaseUrls> preparation) {
            this.config = config;
            this.preparation = preparation;
        }

        @Override
        public Map<String, String> placeholders() {
            var settings = new TreeMap<String, String>();
            for (var service : Backends.DATABASES) {
                settings.put(
                        service.toUpperCase(Locale.ROOT) + "_DATABASE_URL",
                        "postgresql://rental:rental@127.0.0.1:5432/rental");
            }
            settings.put("ELASTICSEARCH_URL", "http://127.0.0.1:9200");
            return settings;
        }

        @Override
        public synchronized Map<String, String> start() {
            backends = Backends.start(config.orElseThrow(), preparation);
            return backends.settings();
        }

        @Override
        public synchronized void close() {
            if (backends != null) {
                backends.close();
                backends = null;
            }
        }
    }
}
