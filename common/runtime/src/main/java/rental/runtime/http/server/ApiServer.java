package rental.runtime.http.server;

import static java.util.Objects.requireNonNull;
import static rental.runtime.http.Answers.json;
import static rental.runtime.http.Answers.problem;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.BindException;
import java.time.Duration;
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
import rental.runtime.http.server.request.BodyReader;
import rental.runtime.http.server.route.Endpoint;
import rental.runtime.http.server.route.PathTree;
import rental.runtime.http.server.route.Resource;
import rental.runtime.http.settings.HttpConfig;
import rental.runtime.security.TokenVerifier;
import rental.runtime.security.Verification;
import rental.runtime.trace.Spans;

/**
 * The HTTP server of the gateway and of every service's own port: operations of the contract behind its checks, and the
 * two probes. Build and use it on one event loop; several instances may listen on one port.
 */
public final class ApiServer {
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int MAX_LINE_BYTES = 8 * 1024;
    private static final long BYTES_A_MEBIBYTE = 1024 * 1024;
    private static final int COMPRESSION_LEVEL = 1;
    private static final int COMPRESSION_THRESHOLD = 1024;
    private static final long STREAM_CHECK_MILLIS = 2_000;
    private static final long CONNECTION_CHECK_MILLIS = 250;

    private final HttpServer server;
    private final ApiRouter router;
    private final HttpConfig config;
    private final Vertx vertx;
    private final long streamCheck;
    private final long connectionCheck;
    private Function<Duration, Future<Void>> others = patience -> Future.succeededFuture();

    private ApiServer(Builder builder) {
        this.vertx = builder.vertx;
        this.config = builder.config;
        var bodies = new BodyReader(builder.vertx, config.receiveTimeout(), config.bodyMemory() * BYTES_A_MEBIBYTE);
        var connections = new Connections(config);
        this.router = new ApiRouter(
                builder.resources(this), config, builder.tokens, builder.limits, bodies, connections, Spans.of(vertx));
        this.server = builder.vertx
                .createHttpServer(options(config))
                .requestHandler(router)
                .invalidRequestHandler(new InvalidRequests(router))
                .connectionHandler(connections);
        this.streamCheck =
                vertx.setPeriodic(STREAM_CHECK_MILLIS, tick -> router.streams().check());
        this.connectionCheck = vertx.setPeriodic(CONNECTION_CHECK_MILLIS, tick -> connections.sweep());
    }

    public static Builder on(Vertx vertx, Contract contract, HttpConfig config) {
        return new Builder(vertx, contract, config);
    }

    /** The port that is listened on: the one asked for, or the one found when that was 0. */
    public int port() {
        return server.actualPort();
    }

    /**
     * Turns not ready and asks clients to connect anew, elsewhere; after the delay that they are given takes no new
     * connections, lets requests in flight finish, then closes.
     */
    public Future<Void> shutdown() {
        router.leave();
        var delay = config.shutdownDelay();
        return delay.isZero()
                ? close()
                : vertx.timer(delay.toMillis(), TimeUnit.MILLISECONDS).compose(seen -> close());
    }

    /** Whether the server still wants requests. */
    public boolean isStaying() {
        return !router.isLeaving();
    }

    private Future<Void> close() {
        vertx.cancelTimer(streamCheck);
        vertx.cancelTimer(connectionCheck);
        router.streams().end();
        var patience = config.shutdownTimeout();
        return Future.join(server.shutdown(patience.toMillis(), TimeUnit.MILLISECONDS), others.apply(patience))
                .mapEmpty();
    }

    /** Lets a shutdown wait for work that came another way, too. @param others takes the longest wait */
    ApiServer afterDraining(Function<Duration, Future<Void>> others) {
        this.others = others;
        return this;
    }

    private Future<ApiServer> listen(String host, int port) {
        return server.listen(port, host)
                .map(listening -> this)
                .recover(fault ->
                        Future.failedFuture(fault instanceof BindException ? taken(host, port, fault) : fault));
    }

    private static IllegalStateException taken(String host, int port, Throwable fault) {
        var where = host + ":" + port;
        return new IllegalStateException(
                "Port " + where + " is taken by another process; stop that, or choose another by the …_PORT setting",
                fault);
    }

    private static ApiResponse status(int code, String status) {
        return json(code, Map.of("status", status));
    }

    private static HttpServerOptions options(HttpConfig config) {
        // HTTP/2 in clear text would keep a connection from us until its first request is whole.
        var options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) config.idleTimeout().toMillis())
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setCompressionSupported(config.compression())
                .setCompressionLevel(COMPRESSION_LEVEL)
                .setCompressionContentSizeThreshold(COMPRESSION_THRESHOLD);
        if (config.isTls()) {
            options.setSsl(true)
                    .setUseAlpn(true)
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setSslHandshakeTimeout(config.receiveTimeout().toMillis())
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(config.tlsCertificate().get().toString())
                            .setKeyPath(config.tlsKey().get().toString()));
        }
        return options;
    }

    /** Says what a server answers, and by whose word. */
    public static final class Builder {
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

        private Builder(Vertx vertx, Contract contract, HttpConfig config) {
            this.vertx = requireNonNull(vertx);
            this.contract = requireNonNull(contract);
            this.config = requireNonNull(config);
        }

        /** Mounts all operations of a service. */
        public Builder mount(String service, Function<ApiRequest, Future<ApiResponse>> answer) {
            contract.of(service).forEach(operation -> answers.put(operation, answer));
            return this;
        }

        /**
         * Mounts all operations of a service that says beforehand when it would turn a request away.
         *
         * @param full for each operation, whether too many are being answered; asked for each request, first of all
         */
        public Builder mount(
                String service,
                Function<ApiRequest, Future<ApiResponse>> answer,
                Function<Operation, BooleanSupplier> full) {
            contract.of(service).forEach(operation -> bounds.put(operation, full.apply(operation)));
            return mount(service, answer);
        }

        /** Answers an operation by a stream; without this, an operation that streams answers 501. */
        public Builder stream(String operationId, StreamHandler handler) {
            streams.put(operationId, requireNonNull(handler));
            return this;
        }

        /** Mounts something outside the contract, which anybody may get: such as {@code /metrics}. */
        public Builder page(String path, String mediaType, Supplier<Future<ApiResponse>> page) {
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

        public Builder tokens(TokenVerifier verifier) {
            tokens = requireNonNull(verifier);
            return this;
        }

        public Builder limits(RateLimits counter) {
            limits = requireNonNull(counter);
            return this;
        }

        /** What readiness goes by; the server itself adds that it is not stopping. */
        public Builder health(Supplier<Future<HealthReport>> report) {
            health = requireNonNull(report);
            return this;
        }

        /** Starts to listen; port 0 finds a free one. */
        public Future<ApiServer> listen(String host, int port) {
            return new ApiServer(this).listen(host, port);
        }

        private PathTree<Resource> resources(ApiServer server) {
            var readiness = new Readiness(health, () -> !server.isStaying());
            contract.operation("getLiveness")
                    .ifPresent(live -> answers.put(live, request -> Future.succeededFuture(status(200, "healthy"))));
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
}
