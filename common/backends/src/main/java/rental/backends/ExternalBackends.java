package rental.backends;

import java.util.Map;

/** Backends that somebody else runs: nothing is started and nothing stopped. */
record ExternalBackends(Map<String, String> databaseUrls, String elasticsearchUrl) implements Backends {
    /** All of it is there: the configuration has been checked. */
    static ExternalBackends of(BackendsConfig.External external) {
        var databaseUrls = Map.of(
                "auth", external.auth().orElseThrow().value(),
                "car", external.car().orElseThrow().value(),
                "booking", external.booking().orElseThrow().value(),
                "notification", external.notification().orElseThrow().value());
        return new ExternalBackends(
                databaseUrls, external.elasticsearch().orElseThrow().value());
    }

    @Override
    public String databaseUrl(String service) {
        return databaseUrls.get(service);
    }

    @Override
    public void close() {
        // Not ours to stop.
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "ExternalBackends" + databaseUrls.keySet();
    }
}
