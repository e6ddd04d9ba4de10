package rental.runtime.launch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Two nodes on one port of two loopback addresses, each told only the one name that both addresses have. Ends with status 0 when
 * both have heard the other over the bus. A process of its own, because a JVM is told once how to resolve names.
 */
final class NodesBehindOneName {
    private static final List<String> HOSTS = List.of("127.0.0.1", "127.0.0.2");
    private static final String NAME = "rental-nodes";
    private static final BusTlsConfig NO_TLS = new BusTlsConfig(Optional.empty(), Optional.empty(), Optional.empty());

    private NodesBehindOneName() {}

    public static void main(String[] arguments) throws Exception {
        var port = Integer.parseInt(arguments[0]);
        for (var host : HOSTS) {
            start(host, port).eventBus().consumer(host, question -> question.reply(host));
        }
        var asking = start("127.0.0.3", port);
        for (var host : HOSTS) {
            asking.eventBus()
                    .request(host, "who?")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        }
        Runtime.getRuntime().halt(0);
    }

    private static Vertx start(String host, int port) throws Exception {
        var config = new ClusterConfig("names-" + port, host, Optional.of(port), List.of(NAME), 0, NO_TLS);
        var hooks = new GroupHooks(
                config,
                new VerticleGroup("node", port, settings -> List.of()),
                List.of(),
                vertx -> Future.succeededFuture(),
                Optional.empty(),
                null);
        return hooks.createVertxBuilder(new VertxOptions())
                .buildClustered()
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }
}
