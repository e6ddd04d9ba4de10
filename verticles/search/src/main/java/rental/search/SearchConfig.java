package rental.search;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import rental.runtime.config.Secret;
import rental.runtime.config.Setting;
import rental.runtime.http.server.HttpConfig;
import rental.runtime.rules.WindowConfig;
import rental.runtime.security.TokenConfig;

/**
 * What the search service needs to know.
 *
 * @param elasticsearch addresses of nodes, divided by commas; they may hold a user and a password
 */
public record SearchConfig(
        @Setting(
                name = "SERVICE_HOST",
                fallback = "127.0.0.1",
                meaning = "The address that the services' own ports listen on; by default this machine alone.")
        String host,

        @Setting(
                name = "SEARCH_PORT",
                fallback = "3003",
                min = "0",
                max = "65535",
                meaning = "The search service's own port; 0 takes a free one.")
        int port,

        @Setting(
                name = "SEARCH_INSTANCES",
                fallback = "1",
                min = "1",
                max = "64",
                meaning = "How many event loops the search service works on.")
        int instances,

        HttpConfig http,
        TokenConfig tokens,
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
        Duration reconcileGrace) {

    public SearchConfig {
        nodes(elasticsearch);
        if (!indexPrefix.matches("[a-z0-9][a-z0-9_-]*")) {
            throw new IllegalArgumentException(
                    "an index prefix is of a–z, 0–9, - and _, and begins with a letter or digit");
        }
    }

    Currency currency() {
        return http.currency();
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
        } catch (java.net.URISyntaxException malformed) {
            throw new IllegalArgumentException(complaint, malformed);
        }
    }
}
