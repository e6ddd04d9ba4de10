package rental.runtime.launch;

import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.launcher.application.HookContext;
import io.vertx.launcher.application.VertxApplicationHooks;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.VertxPrometheusOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.runtime.bus.TypedBus;
import rental.runtime.metrics.EventLoopLag;
import rental.runtime.metrics.Meters;
import rental.runtime.trace.Traces;

/** What happens when Vert.x's launcher starts and stops the process of a group. */
final class GroupHooks implements VertxApplicationHooks {
    private static final Logger LOG = LoggerFactory.getLogger(GroupHooks.class);

    /**
     * Every instance of a verticle has an event loop to itself, so that requests never wait behind a batch of events or mails
     * on the same loop: who is served first is for the operating system, which is fair. These are for the cluster and us.
     */
    private static final int LOOPS_FOR_THE_REST = 2;

    /** What waits for a node that has vanished with its address is sent to another only after this. */
    private static final int CONNECT_MILLIS = 1_000;

    private static final Duration LONGEST_STOP = Duration.ofSeconds(25);

    private final ClusterConfig cluster;
    private final VerticleGroup group;
    private final GroupVerticle verticle;
    private final Optional<Traces> traces;
    private final int instances;
    private final Farewell farewell;

    GroupHooks(
            ClusterConfig cluster,
            VerticleGroup group,
            List<Unit> units,
            Function<Vertx, Future<Void>> afterwards,
            Optional<Traces> traces,
            Farewell farewell) {
        this.cluster = cluster;
        this.group = group;
        this.verticle = new GroupVerticle(units, afterwards);
        this.traces = traces;
        this.instances = units.stream().mapToInt(Unit::instances).sum();
        this.farewell = farewell;
    }

    @Override
    public VertxBuilder createVertxBuilder(VertxOptions options) {
        var address = cluster.address();
        var bus = new EventBusOptions()
                .setHost(address)
                .setClusterPublicHost(address)
                .setPort(cluster.busPort())
                .setConnectTimeout(CONNECT_MILLIS);
        options.setEventLoopPoolSize(Math.max(options.getEventLoopPoolSize(), instances + LOOPS_FOR_THE_REST))
                .setEventBusOptions(cluster.tls().on(bus))
                .setMetricsOptions(new MicrometerMetricsOptions()
                        .setPrometheusOptions(new VertxPrometheusOptions().setEnabled(true))
                        .setJvmMetricsEnabled(true)
                        .setEnabled(true));
        var builder = Vertx.builder().with(options).withClusterManager(Clustering.manager(cluster, group));
        traces.ifPresent(sent -> builder.withTracer(sent.factory()));
        return builder;
    }

    @Override
    public void afterVertxStarted(HookContext context) {
        Clustering.requireClustered(context.vertx());
        TypedBus.prepare(context.vertx());
        EventLoopLag.measure(context.vertx(), Meters.ofProcess());
        Clustering.measure(context.vertx(), Meters.ofProcess());
    }

    /** Vert.x's own shutdown hook is in place only now: before, nobody would ever say that it has stopped. */
    @Override
    public void beforeDeployingVerticle(HookContext context) {
        farewell.vertxRuns();
    }

    @Override
    public Supplier<? extends Deployable> verticleSupplier() {
        return () -> verticle;
    }

    @Override
    public void afterFailureToStartVertx(HookContext context, Throwable fault) {
        LOG.error("{} could not join the cluster", group.name(), fault);
        farewell.vertxStopped();
    }

    @Override
    public void afterFailureToDeployVerticle(HookContext context, Throwable fault) {
        LOG.error("{} could not start", group.name(), fault);
    }

    /** Runs on the JVM's shutdown thread, before Vert.x stops all verticles at once: takes them down in order. */
    @Override
    public void beforeStoppingVertx(HookContext context) {
        try {
            if (!completes(verticle.takeDown(), context.vertx())) {
                LOG.warn("{} did not stop in time", group.name());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether the future completes in time. Vert.x calls its hooks while it holds the monitor of itself, and a mail client needs
     * that to close, so any wait but {@link Object#wait}, which lends the monitor, would be for one another.
     */
    private static boolean completes(Future<Void> future, Vertx vertx) throws InterruptedException {
        var end = System.nanoTime() + LONGEST_STOP.toNanos();
        synchronized (vertx) {
            future.onComplete(done -> wake(vertx));
            for (var left = LONGEST_STOP.toNanos(); !future.isComplete() && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(vertx, left);
            }
        }
        return future.isComplete();
    }

    private static void wake(Vertx vertx) {
        synchronized (vertx) {
            vertx.notifyAll();
        }
    }

    @Override
    public void afterVertxStopped(HookContext context) {
        traces.ifPresent(Traces::close);
        farewell.vertxStopped();
        LOG.info("{} has stopped", group.name());
    }

    @Override
    public void afterFailureToStopVertx(HookContext context, Throwable fault) {
        farewell.vertxStopped();
        LOG.error("{} did not stop cleanly", group.name(), fault);
    }
}
