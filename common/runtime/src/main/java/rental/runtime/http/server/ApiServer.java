package rental.runtime.http.server;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import rental.runtime.http.contract.Contract;
import rental.runtime.http.limit.RateLimits;
import rental.runtime.http.server.request.BodyReader;
import rental.runtime.http.server.route.PathTree;
import rental.runtime.http.server.route.Resource;
import rental.runtime.http.settings.HttpConfig;
import rental.runtime.security.TokenVerifier;
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

    /** @param resources what is answered, made for the server itself: whether it is ready depends on that */
    ApiServer(
            Vertx vertx,
            HttpConfig config,
            Function<ApiServer, PathTree<Resource>> resources,
            TokenVerifier tokens,
            RateLimits limits) {
        this.vertx = requireNonNull(vertx);
        this.config = requireNonNull(config);
        var bodies = new BodyReader(vertx, config.receiveTimeout(), config.bodyMemory() * BYTES_A_MEBIBYTE);
        var connections = new Connections(config);
        this.router =
                new ApiRouter(resources.apply(this), config, tokens, limits, bodies, connections, Spans.of(vertx));
        this.server = vertx.createHttpServer(options(config))
                .requestHandler(router)
                .invalidRequestHandler(new InvalidRequests(router))
                .connectionHandler(connections);
        this.streamCheck =
                vertx.setPeriodic(STREAM_CHECK_MILLIS, tick -> router.streams().check());
        this.connectionCheck = vertx.setPeriodic(CONNECTION_CHECK_MILLIS, tick -> connections.sweep());
    }

    public static ApiServerBuilder on(Vertx vertx, Contract contract, HttpConfig config) {
        return new ApiServerBuilder(vertx, contract, config);
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

    Future<ApiServer> listen(String host, int port) {
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
}
