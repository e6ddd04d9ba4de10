package rental.standalone;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import rental.backends.Backends;
import rental.backends.BackendsConfig;
import rental.migrations.Database;
import rental.migrations.Migrator;
import rental.runtime.config.Configuration;
import rental.runtime.launch.Surroundings;

/** The databases and the search engine that the process runs itself, or is told where to find, with their schemas up to date. */
final class OwnBackends implements Surroundings {
    private static final String NOT_YET = "postgresql://known:later@127.0.0.1:1/later";

    @Override
    public Running prepare(Map<String, String> environment, Configuration configuration) {
        return new Started(Optional.of(BackendsConfig.embedded(java.nio.file.Path.of("data"))));
    }

    private static final class Started implements Running {
        private final Optional<BackendsConfig> config;
        private volatile Backends backends;

        private Started(Optional<BackendsConfig> config) {
            this.config = config;
        }

        @Override
        public Map<String, String> placeholders() {
            var settings = new HashMap<String, String>();
            for (var database : Database.values()) {
                settings.put(database.setting(), NOT_YET);
            }
            settings.put("ELASTICSEARCH_URL", "http://127.0.0.1:1");
            return settings;
        }

        @Override
        public Map<String, String> start() {
            backends = Backends.start(config.orElseThrow());
            var settings = new HashMap<String, String>();
            for (var database : Database.values()) {
                var url = backends.databaseUrl(database.lowerCaseName());
                Migrator.migrate(database, url);
                settings.put(database.setting(), url);
            }
            settings.put("ELASTICSEARCH_URL", backends.elasticsearchUrl());
            return settings;
        }

        @Override
        public void close() {
            Optional.ofNullable(backends).ifPresent(Backends::close);
        }
    }
}
