package rental.backends;

import java.util.Locale;
import java.util.Map;

/** Backends that somebody else runs: nothing is started and nothing stopped. */
record ExternalBackends(Map<String, String> databaseUrls, String elasticsearchUrl) implements Backends {
    static ExternalBackends of(BackendsConfig config) {
        var elasticsearchUrl = config.elasticsearchUrl()
                .orElseThrow(() -> new BackendException("BACKENDS=external needs ELASTICSEARCH_URL"));
        return new ExternalBackends(config.databaseUrls(), elasticsearchUrl);
    }

    @Override
    public String databaseUrl(String service) {
        var url = databaseUrls.get(service);
        if (url == null) {
            throw new BackendException("BACKENDS=external needs " + service.toUpperCase(Locale.ROOT) + "_DATABASE_URL");
        }
        return url;
    }

    @Override
    public void close() {
        // Not ours to stop.
    }
}
