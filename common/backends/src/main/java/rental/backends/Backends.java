package rental.backends;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import rental.backends.process.BackendException;

/**
 * The databases and the search engine of a running system, whoever runs them.
 *
 * <p>Starting and closing block. Close them last: after the services that use them have stopped.
 */
public interface Backends extends DatabaseUrls, AutoCloseable {
    /** The services that have a database. */
    List<String> DATABASES = List.of("auth", "car", "booking", "notification");

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

    /** Starts the backends, or looks up where they are; see {@link #start(BackendsConfig, Consumer)}. */
    static Backends start(BackendsConfig config) {
        return start(config, databases -> {});
    }

    /**
     * Starts the backends, or looks up where they are. A JVM that is asked to end meanwhile stops what has been started.
     *
     * @param preparation what to do with the databases before anything else does, such as migrations; it may block, and
     *     Elasticsearch goes on starting meanwhile
     * @throws BackendException when one of them cannot be had, with what to do about it
     */
    static Backends start(BackendsConfig config, Consumer<DatabaseUrls> preparation) {
        return switch (config.mode()) {
            case EMBEDDED -> EmbeddedBackends.start(config, preparation);
            case CONTAINERS -> prepared(ContainerBackends.start(), preparation);
            case EXTERNAL -> prepared(ExternalBackends.of(config.external()), preparation);
        };
    }

    private static Backends prepared(Backends backends, Consumer<DatabaseUrls> preparation) {
        try {
            preparation.accept(backends);
            return backends;
        } catch (RuntimeException e) {
            backends.close();
            throw e;
        }
    }
}
