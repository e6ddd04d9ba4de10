package rental.runtime.http.server;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import rental.contract.api.Api;
import rental.contract.health.Health;
import rental.contract.health.HealthReport;
import rental.runtime.bus.TypedBus;
import rental.runtime.http.Operations;
import rental.runtime.http.StreamHandler;
import rental.runtime.http.contract.Contract;
import rental.runtime.http.limit.LocalRateLimits;
import rental.runtime.http.settings.EdgeConfig;
import rental.runtime.security.JwtVerifier;

/**
 * Where a service meets its callers: its operations and its health on the bus, where the gateway asks, and the same
 * operations with probes and metrics on the service's own port.
 */
public final class ServiceEdge {
    private static final String METRICS = "/metrics";

    private final EdgeConfig config;
    private final String service;
    private final Operations operations;
    private final Supplier<Future<HealthReport>> health;
    private final ApiServerBuilder server;
    private TypedBus bus;

    private ServiceEdge(
            Vertx vertx,
            Contract contract,
            EdgeConfig config,
            String service,
            Operations operations,
            Supplier<Future<HealthReport>> health) {
        this.bus = TypedBus.on(vertx);
        this.config = requireNonNull(config);
        this.service = requireNonNull(service);
        this.operations = requireNonNull(operations);
        this.health = requireNonNull(health);
        this.server = ApiServer.on(vertx, contract, config.http().plain())
                .tokens(JwtVerifier.on(vertx, config.tokens()))
                .mount(service, operations::handle)
                .limits(LocalRateLimits.shared(vertx, config.http()))
                .health(health)
                .page(METRICS, Metrics.MEDIA_TYPE, () -> Metrics.scrape(vertx));
    }

    /**
     * The edge of a service, for use in its verticle's {@code start()}.
     *
     * @param service its name, as in the contract
     * @param health how the service is; asked for readiness and by the gateway, so it should be quick
     */
    public static ServiceEdge of(
            Vertx vertx,
            Contract contract,
            EdgeConfig config,
            String service,
            Operations operations,
            Supplier<Future<HealthReport>> health) {
        return new ServiceEdge(vertx, contract, config, service, operations, health);
    }

    /** Serves on the bus on which the service serves all else, so that all of it is answered before the service stops. */
    public ServiceEdge on(TypedBus shared) {
        bus = requireNonNull(shared);
        return this;
    }

    /** Answers an operation on the service's own port by a stream. */
    public ServiceEdge stream(String operationId, StreamHandler handler) {
        server.stream(operationId, handler);
        return this;
    }

    /**
     * Opens the port, then serves the bus. Keep the server and shut it down first thing in the verticle's
     * {@code stop()}: it lets requests in flight finish, on the port and on the bus, and no more come.
     *
     * @param port 0 finds a free one
     */
    public Future<ApiServer> open(int port) {
        return server.listen(config.host(), port)
                .compose(listening -> bus.serve(Api.of(service), operations::handle)
                        .serve(Health.of(service), question -> health.get())
                        .ready()
                        .map(listening.afterDraining(bus::drain)));
    }
}
