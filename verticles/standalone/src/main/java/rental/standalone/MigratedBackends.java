package rental.standalone;

import java.util.Map;
import rental.backends.BackendsSurroundings;
import rental.migrations.Database;
import rental.migrations.Migrator;
import rental.runtime.config.Configuration;
import rental.runtime.launch.Surroundings;

/** The backends of the process, their schemas brought up to date before anything uses them. */
final class MigratedBackends implements Surroundings {

    @Override
    public Running prepare(Map<String, String> environment, Configuration configuration) {
        return new Migrated(new BackendsSurroundings().prepare(environment, configuration));
    }

    private record Migrated(Running backends) implements Running {

        @Override
        public Map<String, String> placeholders() {
            return backends.placeholders();
        }

        @Override
        public Map<String, String> start() {
            var settings = backends.start();
            for (var database : Database.values()) {
                Migrator.migrate(database, settings.get(database.setting()));
            }
            return settings;
        }

        @Override
        public void close() {
            backends.close();
        }
    }
}
