package rental.search;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import rental.runtime.config.Prefix;
import rental.runtime.config.Secret;
import rental.runtime.config.Setting;
import rental.runtime.http.settings.EdgeConfig;
import rental.runtime.http.settings.ServiceConfig;
import rental.runtime.rules.WindowConfig;

/**
 * What the search service needs to know.
 *
 * @param elasticsearch addresses of nodes, divided by commas; they may hold a user and a password
 */
public record SearchConfig(
        @Prefix(value = "SEARCH_", fallbacks = "PORT=3003") ServiceConfig service,

        EdgeConfig edge,
        WindowConfig windows,

        @Setting(
                name = "ELASTICSEARCH_URL",
                meaning = "The nodes of Elasticsearch, divided by commas; each may hold a user and a password.",
                example = "http://localhost:9200")
        Secret elasticsearch,

        @Setting(
                name = "ELASTICSEARCH_INDEX_PREFIX",
                fallback = "rental-",
                meaning = "What the names of all indexes begin with; keeps installations in one Elasticsearch apart.")
        String indexPrefix,

        @Setting(
                name = "ELASTICSEARCH_TIMEOUT",
                fallback = "2s",
                min = "100ms",
                max = "60s",
                meaning = "How long Elasticsearch may take for an answer.")
        Duration timeout,

        @Setting(
                name = "SEARCH_RECONCILE_INTERVAL",
                fallback = "5m",
                min = "1s",
                max = "7d",
                meaning = "How often the index is compared with the databases.")
        Duration reconcileInterval,

        @Setting(
                name = "SEARCH_RECONCILE_GRACE",
                fallback = "10s",
                min = "100ms",
                max = "10m",
                meaning = "How long a change may be on its way to the index before it counts as lost.")
        Duration reconcileGrace,

        @Setting(
                name = "SEARCH_REBUILD_LEASE",
                fallback = "30s",
                min = "1s",
                max = "1h",
                meaning =
                        "How long a node may be silent before another begins the rebuild of the index again that it was at.")
        Duration rebuildLease) {

    public SearchConfig {
        nodes(elasticsearch);
        if (!indexPrefix.matches("[a-z0-9][a-z0-9_-]*")) {
            throw new IllegalArgumentException(
                    "an index prefix is of a–z, 0–9, - and _, and begins with a letter or digit");
        }
    }

    List<URI> nodes() {
        return nodes(elasticsearch);
    }

    private static List<URI> nodes(Secret addresses) {
        return Arrays.stream(addresses.value().split(","))
                .map(String::strip)
                .map(SearchConfig::node)
                .toList();
    }

    /** The complaint does not repeat the address, which may hold a password. */
    private static URI node(String address) {
        var complaint = "must be http or https addresses, divided by commas";
        try {
            var uri = new URI(address);
            if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
                throw new IllegalArgumentException(complaint);
            }
            return uri;
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(complaint, malformed);
        }
    }
}
