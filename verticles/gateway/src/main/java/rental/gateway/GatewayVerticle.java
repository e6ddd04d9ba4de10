package rental.gateway;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import rental.contract.health.HealthReport;
import rental.runtime.bus.TypedBus;
import rental.runtime.http.Operations;
import rental.runtime.http.contract.Contract;
import rental.runtime.http.limit.ClusterRateLimits;
import rental.runtime.http.live.LiveStreams;
import rental.runtime.http.server.ApiServer;
import rental.runtime.http.server.Metrics;
import rental.runtime.security.JwtVerifier;

/** Wires the gateway: the server, a link to each service, the health of all, and the contract's own pages. */
public final class GatewayVerticle extends VerticleBase {
    private static final List<String> SERVICES = List.of("auth", "car", "search", "booking", "notification");

    private final GatewayConfig config;
    private ApiServer server;
    private ApiServer operations;

    public GatewayVerticle(GatewayConfig config) {
        this.config = requireNonNull(config);
    }

    @Override
    public Future<?> start() {
        var contract = Contract.in(config.http().currency());
        var health = new SystemHealth(TypedBus.on(vertx), config.healthTimeout());
        var builder = ApiServer.on(vertx, contract, config.http())
                .tokens(JwtVerifier.on(vertx, config.tokens()))
                .limits(ClusterRateLimits.of(vertx, config.http()))
                .mount("gateway", operations(contract, health)::handle);
        for (var service : SERVICES) {
            var link = new ServiceLink(vertx, contract, service, config);
            builder.mount(service, link::ask, link::full);
        }
        Docs.pages().forEach((path, page) -> builder.page(path, page.mediaType(), page::answer));
        // The first question to another node opens a connection and takes a second or two: ask before clients do.
        return health.all()
                .compose(warm -> LiveStreams.on(vertx, config.live()))
                .compose(events -> builder.stream("streamEvents", events).listen(config.host(), config.port()))
                .onSuccess(listening -> {
                    server = listening;
                    GatewayAddress.announce(vertx, config, listening.port());
                })
                .compose(listening -> openOperations(contract));
    }

    @Override
    public Future<?> stop() {
        var closed = server == null ? Future.<Void>succeededFuture() : server.shutdown();
        return operations == null ? closed : closed.transform(done -> operations.shutdown());
    }

    /** The port that is listened on. */
    public int port() {
        return server.port();
    }

    /** What is for those who run the gateway and not for its clients has a port of its own, when they want one. */
    private Future<Void> openOperations(Contract contract) {
        if (config.operationsPort().isEmpty()) {
            return Future.succeededFuture();
        }
        return ApiServer.on(vertx, contract, config.http().plain())
                .health(() -> Future.succeededFuture(
                        server.isStaying()
                                ? HealthReport.healthy()
                                : HealthReport.unhealthy("The gateway is stopping.")))
                .page("/metrics", Metrics.MEDIA_TYPE, () -> Metrics.scrape(vertx))
                .listen(config.operationsHost(), config.operationsPort().get())
                .onSuccess(listening -> operations = listening)
                .mapEmpty();
    }

    private static Operations operations(Contract contract, SystemHealth health) {
        var document = new ContractPages(contract);
        return Operations.of(contract, "gateway")
                .on("getHealth", request -> health.all().map(SystemHealth.Report::answer))
                .on("getServiceHealth", request -> health.of(request.path().get("service")))
                .on("getContractYaml", document::yaml)
                .on("getContractJson", document::json)
                .on("getDocs", Docs::page)
                .byServer("getLiveness", "getReadiness")
                .build();
    }
}
