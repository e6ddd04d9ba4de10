package rental.notification;

import io.vertx.core.Vertx;
import rental.runtime.bus.TypedBus;
import rental.runtime.config.Configuration;

/** A node in a process of its own, for tests that kill it. It belongs to no cluster, and sends what is in the database. */
final class NodeMain {
    private NodeMain() {}

    public static void main(String[] arguments) {
        var vertx = Vertx.vertx();
        TypedBus.prepare(vertx);
        var configuration = Configuration.of(System.getenv());
        var config = configuration.bind(NotificationConfig.class);
        configuration.check();
        Service.await(vertx.deployVerticle(new NotificationVerticle(config.orElseThrow())));
    }
}
