package rental.runtime.launch;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running verticles of a group: brought up one after the other, taken down in the reverse order. */
public final class Deployment {
    private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);

    private final Vertx vertx;
    private final Deque<Running> running = new ArrayDeque<>();

    private record Running(String name, String id) {}

    private Deployment(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Deploys all instances of all units. Completes when every one is ready; if one fails, the others are taken down. */
    public static Future<Deployment> of(Vertx vertx, List<Unit> units) {
        if (units.stream().map(Unit::name).distinct().count() < units.size()) {
            throw new IllegalArgumentException("A unit stands twice in " + units);
        }
        var deployment = new Deployment(vertx);
        var up = Future.<Void>succeededFuture();
        for (var unit : units) {
            up = up.compose(before -> deployment.deploy(unit));
        }
        return up.map(deployment).recover(fault -> deployment.takeDown().transform(down -> Future.failedFuture(fault)));
    }

    /** Takes everything down, last deployed first, each after the one before is down. Never fails. */
    public Future<Void> takeDown() {
        var unit = running.poll();
        if (unit == null) {
            return Future.succeededFuture();
        }
        return vertx.undeploy(unit.id())
                .onFailure(fault -> LOG.warn("{} did not stop cleanly", unit.name(), fault))
                .transform(down -> takeDown());
    }

    private Future<Void> deploy(Unit unit) {
        return vertx.deployVerticle(unit.verticle(), new DeploymentOptions().setInstances(unit.instances()))
                .onSuccess(id -> {
                    running.push(new Running(unit.name(), id));
                    LOG.info("{} is up ({} instances)", unit.name(), unit.instances());
                })
                .mapEmpty();
    }
}
