package rental.runtime.http.server;

import static java.util.Objects.requireNonNull;
import static rental.runtime.http.Answers.json;
import static rental.runtime.http.Answers.problem;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.contract.health.HealthReport;
import rental.runtime.http.StreamHandler;
import rental.runtime.http.contract.Contract;
import rental.runtime.http.contract.Limit;
import rental.runtime.http.contract.Operation;
import rental.runtime.http.limit.RateLimits;
import rental.runtime.http.server.answer.Failures;
import rental.runtime.http.server.answer.Refusals;
import rental.runtime.http.server.route.Endpoint;
import rental.runtime.http.server.route.PathTree;
import rental.runtime.http.server.route.Resource;
import rental.runtime.http.settings.HttpConfig;
import rental.runtime.security.TokenVerifier;
import rental.runtime.security.Verification;

/** Says what a server answers, and by whose word. */
public final class ApiServerBuilder {
    private static final int UNAVAILABLE = 503;
    private static final BooleanSupplier NEVER = () -> false;

    private final Vertx vertx;
    private final Contract contract;
    private final HttpConfig config;
    private final Map<Operation, Function<ApiRequest, Future<ApiResponse>>> answers = new HashMap<>();
    private final Map<Operation, BooleanSupplier> bounds = new HashMap<>();
    private final Map<String, StreamHandler> streams = new HashMap<>();
    private TokenVerifier tokens = token -> Future.succeededFuture(new Verification.Refused("nothing verifies"));
    private RateLimits limits = RateLimits.none();
    private Supplier<Future<HealthReport>> health = () -> Future.succeededFuture(HealthReport.healthy());

    ApiServerBuilder(Vertx vertx, Contract contract, HttpConfig config) {
        this.vertx = requireNonNull(vertx);
        this.contract = requireNonNull(contract);
        this.config = requireNonNull(config);
    }

    /** Mounts all operations of a service. */
    public ApiServerBuilder mount(String service, Function<ApiRequest, Future<ApiResponse>> answer) {
        contract.of(service).forEach(operation -> answers.put(operation, answer));
        return this;
    }

    /**
     * Mounts all operations of a service that says beforehand when it would turn a request away.
     *
     * @param full for each operation, whether too many are being answered; asked for each request, first of all
     */
    public ApiServerBuilder mount(
            String service,
            Function<ApiRequest, Future<ApiResponse>> answer,
            Function<Operation, BooleanSupplier> full) {
        contract.of(service).forEach(operation -> bounds.put(operation, full.apply(operation)));
        return mount(service, answer);
    }

    /** Answers an operation by a stream; without this, an operation that streams answers 501. */
    public ApiServerBuilder stream(String operationId, StreamHandler handler) {
        streams.put(operationId, requireNonNull(handler));
        return this;
    }

    /** Mounts something outside the contract, which anybody may get: such as {@code /metrics}. */
    public ApiServerBuilder page(String path, String mediaType, Supplier<Future<ApiResponse>> page) {
        var operation = new Operation(
                path,
                "",
                "GET",
                path,
                Optional.empty(),
                Limit.NONE,
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                List.of(mediaType));
        answers.put(operation, request -> page.get());
        return this;
    }

    public ApiServerBuilder tokens(TokenVerifier verifier) {
        tokens = requireNonNull(verifier);
        return this;
    }

    public ApiServerBuilder limits(RateLimits counter) {
        limits = requireNonNull(counter);
        return this;
    }

    /** What readiness goes by; the server itself adds that it is not stopping. */
    public ApiServerBuilder health(Supplier<Future<HealthReport>> report) {
        health = requireNonNull(report);
        return this;
    }

    /** Starts to listen; port 0 finds a free one. */
    public Future<ApiServer> listen(String host, int port) {
        return new ApiServer(vertx, config, this::resources, tokens, limits).listen(host, port);
    }

    private PathTree<Resource> resources(ApiServer server) {
        var readiness = new Readiness(health, () -> !server.isStaying());
        contract.operation("getLiveness")
                .ifPresent(live ->
                        answers.put(live, request -> Future.succeededFuture(json(200, Map.of("status", "healthy")))));
        contract.operation("getReadiness").ifPresent(ready -> answers.put(ready, request -> readiness.probe()));
        var resources = new PathTree<Resource>();
        answers.forEach((operation, answer) -> {
            var resource = resources.at(operation.path()).orElseGet(() -> add(resources, operation.path()));
            resource.put(endpoint(operation, answer));
        });
        return resources;
    }

    private Endpoint endpoint(Operation operation, Function<ApiRequest, Future<ApiResponse>> answer) {
        var stream = streams.get(operation.id());
        if (stream != null) {
            return new Endpoint.Streaming(operation, stream);
        }
        if (operation.isStream()) {
            return new Endpoint.Answering(
                    operation, request -> Future.succeededFuture(problem(Refusals.NOT_IMPLEMENTED)), NEVER);
        }
        var patience = config.requestTimeout().toMillis();
        var outages = Failures.outagesOf(operation.service());
        return new Endpoint.Answering(
                operation,
                request -> answer.apply(request)
                        .timeout(patience, TimeUnit.MILLISECONDS)
                        .onSuccess(answered -> {
                            if (answered.status() != UNAVAILABLE) {
                                outages.answered();
                            }
                        }),
                bounds.getOrDefault(operation, NEVER));
    }

    private static Resource add(PathTree<Resource> resources, String path) {
        var resource = new Resource();
        resources.put(path, resource);
        return resource;
    }
}
