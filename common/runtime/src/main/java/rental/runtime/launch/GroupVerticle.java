package rental.runtime.launch;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Function;

/** The one verticle that the launcher deploys: it brings up those of the group. */
final class GroupVerticle extends VerticleBase {
    private final List<Unit> units;
    private final Function<Vertx, Future<Void>> afterwards;
    private volatile Deployment deployment;

    GroupVerticle(List<Unit> units, Function<Vertx, Future<Void>> afterwards) {
        this.units = units;
        this.afterwards = afterwards;
    }

    @Override
    public Future<?> start() {
        return Deployment.of(vertx, units)
                .onSuccess(running -> deployment = running)
                .compose(running -> afterwards.apply(vertx))
                .recover(fault -> takeDown().transform(down -> Future.failedFuture(fault)));
    }

    /** Takes the group's verticles down in order; may be called from any thread. */
    Future<Void> takeDown() {
        var running = deployment;
        return running == null ? Future.succeededFuture() : running.takeDown();
    }
}
