package rental.backends;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The databases and the search engine of a running system, whoever runs them.
 *
 * <p>Starting and closing block. Close them last: after the services that use them have stopped.
 */
public interface Backends extends AutoCloseable {
    /** The services that have a database. */
    List<String> DATABASES = List.of("auth", "car", "booking", "notification");

    /**
     * The database of a service, owned by a role of its own.
     *
     * @param service one of {@link #DATABASES}
     * @return {@code postgresql://role:password@host:port/database}
     */
    String databaseUrl(String service);

    /** Where Elasticsearch is asked, such as {@code http://127.0.0.1:19200}. */
    String elasticsearchUrl();

    /** All addresses by the names of the settings in which services take them: {@code BOOKING_DATABASE_URL}, and so on. */
    default Map<String, String> settings() {
        var settings = new TreeMap<String, String>();
        DATABASES.forEach(
                service -> settings.put(service.toUpperCase(Locale.ROOT) + "_DATABASE_URL", databaseUrl(service)));
        settings.put("ELASTICSEARCH_URL", elasticsearchUrl());
        return settings;
    }

    /** Stops what this JVM runs: data is on disk and no process is left. */
    @Override
    void close();

    /**
     * Starts the backends, or looks up where they are. A JVM that is asked to end meanwhile stops what has been started.
     *
     * @throws BackendException when one of them cannot be had, with what to do about it
     */
    static Backends start(BackendsConfig config) {
        return switch (config.mode()) {
            case EMBEDDED -> EmbeddedBackends.start(config);
            case CONTAINERS -> ContainerBackends.start();
            case EXTERNAL -> ExternalBackends.of(config.external());
        };
    }
}
