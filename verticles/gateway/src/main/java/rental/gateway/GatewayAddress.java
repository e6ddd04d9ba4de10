package rental.gateway;

import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Where clients on this machine reach the gateway of this process, once it listens. */
public final class GatewayAddress {
    private static final String ADDRESSES = GatewayAddress.class.getName();
    private static final String ADDRESS = "address";
    private static final Set<String> ANY_HOST = Set.of("0.0.0.0", "::", "[::]");

    private GatewayAddress() {}

    /** Scheme, host and port as they are, whatever the configuration leaves open; empty while no gateway listens. */
    public static Optional<URI> of(Vertx vertx) {
        return Optional.ofNullable(vertx.sharedData()
                        .<String, String>getLocalMap(ADDRESSES)
                        .get(ADDRESS))
                .map(URI::create);
    }

    /** @param port that is listened on */
    static void announce(Vertx vertx, GatewayConfig config, int port) {
        var scheme = config.http().isTls() ? "https" : "http";
        var host = ANY_HOST.contains(config.host()) ? "localhost" : config.host();
        var bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        vertx.sharedData().<String, String>getLocalMap(ADDRESSES).put(ADDRESS, scheme + "://" + bracketed + ":" + port);
    }
}
