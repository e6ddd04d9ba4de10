package rental.runtime.http.server;

import static rental.runtime.http.Answers.problem;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.api.ApiResponse;
import rental.contract.api.Caller;
import rental.contract.api.Problem;
import rental.runtime.bus.RequestContext;
import rental.runtime.http.limit.RateLimits;
import rental.runtime.http.server.answer.CommonHeaders;
import rental.runtime.http.server.answer.CrossOrigin;
import rental.runtime.http.server.answer.Failures;
import rental.runtime.http.server.answer.LastingBodies;
import rental.runtime.http.server.answer.Refusals;
import rental.runtime.http.server.request.BodyReader;
import rental.runtime.http.server.request.ClientAddress;
import rental.runtime.http.server.request.MediaTypes;
import rental.runtime.http.server.request.RequestHeaders;
import rental.runtime.http.server.request.Uris;
import rental.runtime.http.server.route.Endpoint;
import rental.runtime.http.server.route.PathTree;
import rental.runtime.http.server.route.Resource;
import rental.runtime.http.server.route.Roles;
import rental.runtime.http.settings.HttpConfig;
import rental.runtime.metrics.Meters;
import rental.runtime.security.TokenVerifier;
import rental.runtime.security.Verification;
import rental.runtime.trace.Spans;

/**
 * Takes every request through the checks in the contract's order: 404 unknown path, 405, 406, 429, 401, 403, 413, 415,
 * 400. What passes is answered by its endpoint. One for each event loop; not shared.
 */
final class ApiRouter implements Handler<HttpServerRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(ApiRouter.class);

    /** Always the same: to turn somebody away must cost next to nothing. */
    private static final Future<ApiResponse> SHED = refuse(Refusals.OVERLOADED);

    private final PathTree<Resource> resources;
    private final HttpConfig config;
    private final TokenVerifier tokens;
    private final RateLimits limits;
    private final BodyReader bodies;
    private final Connections connections;
    private final Spans spans;
    private final CrossOrigin crossOrigin;
    private final CommonHeaders commonHeaders;
    private final ClientAddress addresses;
    private final OpenStreams streams;
    private final Streaming streaming;
    private final LastingBodies lasting;
    private final HttpMeters meters = new HttpMeters(Meters.ofProcess());
    private int inFlight;
    private boolean leaving;

    ApiRouter(
            PathTree<Resource> resources,
            HttpConfig config,
            TokenVerifier tokens,
            RateLimits limits,
            BodyReader bodies,
            Connections connections,
            Spans spans) {
        this.resources = resources;
        this.config = config;
        this.tokens = tokens;
        this.limits = limits;
        this.bodies = bodies;
        this.connections = connections;
        this.spans = spans;
        this.crossOrigin = new CrossOrigin(config.corsOrigins());
        this.commonHeaders = new CommonHeaders(config.isTls(), config.compression());
        this.addresses = new ClientAddress(config.trustedProxies());
        this.streams = new OpenStreams(tokens);
        this.streaming = new Streaming(streams, connections);
        this.lasting = new LastingBodies(config.compression());
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!RequestHeaders.namesOneHost(request)) {
            refuse(request, Refusals.MALFORMED);
            return;
        }
        var exchange = begin(request);
        Connections.onceRead(request, () -> work(exchange));
    }

    private void work(Exchange exchange) {
        inFlight++;
        answer(exchange)
                .recover(fault -> Future.succeededFuture(Failures.answer(fault, exchange.service())))
                .onSuccess(answer -> {
                    inFlight--;
                    finish(exchange, answer);
                });
    }

    /** Answers a request that could not be read as HTTP. */
    void refuse(HttpServerRequest request, Problem problem) {
        request.response().putHeader("connection", "close");
        finish(begin(request), problem(problem));
    }

    /** From now on every answer asks its client to connect anew, and so to reach another node. */
    void leave() {
        leaving = true;
        streams.end();
    }

    boolean isLeaving() {
        return leaving;
    }

    /** The streams that are open here. */
    OpenStreams streams() {
        return streams;
    }

    private Exchange begin(HttpServerRequest request) {
        connections.began(request.connection());
        var sent = RequestHeaders.traceparent(request);
        var context = new RequestContext(
                RequestHeaders.requestId(request),
                spans.traceparent().or(() -> sent),
                Instant.now().plus(config.requestTimeout()));
        context.enter();
        if (BodyReader.isExpected(request)) {
            request.pause();
        }
        commonHeaders.addTo(request.response().headers());
        if (leaving && request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader("connection", "close");
        }
        crossOrigin.addTo(request.response().headers(), request);
        return new Exchange(request, context, sent.or(context::traceparent), addresses.of(request));
    }

    private void finish(Exchange exchange, ApiResponse answer) {
        if (answer == Streaming.UNDER_WAY) {
            return;
        }
        var answered = exchange.write(answer, lasting);
        AccessLog.write(exchange, answered);
        meters.answered(exchange, answered);
        connections.ended(exchange.request().connection());
        if (BodyReader.isExpected(exchange.request())) {
            bodies.discard(exchange.request());
        }
    }

    private Future<ApiResponse> answer(Exchange exchange) {
        try {
            return inFlight > config.maxInFlight() ? shed() : find(exchange);
        } catch (RuntimeException bug) {
            return Future.failedFuture(bug);
        }
    }

    private Future<ApiResponse> shed() {
        meters.shed();
        return SHED;
    }

    private Future<ApiResponse> find(Exchange exchange) {
        var path = exchange.request().path();
        if (path == null || !path.startsWith("/")) {
            return refuse(Refusals.UNKNOWN_PATH);
        }
        Optional<PathTree.Match<Resource>> match;
        try {
            match = resources.find(Uris.segments(path));
        } catch (Uris.Malformed malformed) {
            return refuse(Problem.invalid("path", malformed.getMessage()));
        }
        return match.isEmpty()
                ? refuse(Refusals.UNKNOWN_PATH)
                : choose(exchange, match.get().value(), match.get());
    }

    private Future<ApiResponse> choose(Exchange exchange, Resource resource, PathTree.Match<Resource> match) {
        var request = exchange.request();
        var endpoint = resource.at(request.method().name());
        if (endpoint.isPresent()) {
            var operation = endpoint.get().operation();
            spans.serving(operation.id(), operation.path());
            exchange.matched(operation, match.parameters());
            return accept(exchange, endpoint.get());
        }
        if (!request.method().name().equals("OPTIONS")) {
            return refuse(Refusals.methodNotAllowed(resource.allow()));
        }
        if (CrossOrigin.isPreflight(request)) {
            crossOrigin.addPreflightTo(exchange.response().headers(), request, resource.allow());
        }
        exchange.response().putHeader("allow", resource.allow());
        return Future.succeededFuture(ApiResponse.empty(204));
    }

    private Future<ApiResponse> accept(Exchange exchange, Endpoint endpoint) {
        if (endpoint.isFull()) {
            return shed();
        }
        var operation = endpoint.operation();
        if (!MediaTypes.accepts(exchange.header("accept"), operation.produces())) {
            return refuse(Refusals.notAcceptable(operation.produces()));
        }
        return identify(exchange)
                .compose(identified -> limits.take(exchange.client(), operation.limit()))
                .compose(decision -> {
                    exchange.counted(decision);
                    return decision.allowed() ? authorise(exchange, endpoint) : limit(decision);
                });
    }

    private Future<ApiResponse> limit(RateLimits.Decision decision) {
        meters.limited(decision);
        return refuse(Refusals.tooMany(decision));
    }

    /** A token that proves nothing leaves the caller anonymous: only where one is needed is that a 401. */
    private Future<Void> identify(Exchange exchange) {
        var sent = exchange.header("authorization");
        var token = RequestHeaders.bearerToken(sent);
        if (token.isEmpty()) {
            exchange.identified(!sent.isEmpty(), Optional.empty());
            return Future.succeededFuture();
        }
        return tokens.verify(token.get()).map(verification -> {
            exchange.identified(true, callerOf(verification));
            return null;
        });
    }

    private static Optional<Caller> callerOf(Verification verification) {
        if (verification instanceof Verification.Verified verified) {
            return Optional.of(verified.caller());
        }
        LOG.debug("Token refused: {}", verification);
        return Optional.empty();
    }

    private Future<ApiResponse> authorise(Exchange exchange, Endpoint endpoint) {
        var role = endpoint.operation().role();
        if (role.isEmpty()) {
            return receive(exchange, endpoint);
        }
        var caller = exchange.caller();
        if (caller.isEmpty()) {
            return refuse(Refusals.unauthenticated(exchange.tokenSent()));
        }
        return Roles.include(caller.get(), role.get()) ? receive(exchange, endpoint) : refuse(Refusals.FORBIDDEN);
    }

    /** A body that is slow to come keeps nobody at work: so many at once may, as connections and memory have room for. */
    private Future<ApiResponse> receive(Exchange exchange, Endpoint endpoint) {
        inFlight--;
        var arrived = bodies.read(exchange.request()).onComplete(received -> inFlight++);
        return arrived.compose(received -> {
            if (received instanceof BodyReader.Complete complete) {
                return Future.succeededFuture(complete.bytes())
                        .compose(body -> check(exchange, endpoint, body))
                        .onComplete(done -> bodies.letGo(complete));
            }
            return refuse(((BodyReader.Refused) received).problem());
        });
    }

    private Future<ApiResponse> check(Exchange exchange, Endpoint endpoint, byte[] body) {
        var verdict = RequestChecks.check(exchange, endpoint.operation(), body);
        if (verdict instanceof RequestChecks.Sound sound) {
            return dispatch(exchange, endpoint, sound);
        }
        return refuse(((RequestChecks.Faulty) verdict).problem());
    }

    private Future<ApiResponse> dispatch(Exchange exchange, Endpoint endpoint, RequestChecks.Sound sound) {
        if (endpoint instanceof Endpoint.Answering answering) {
            return answering.answer().apply(sound.request());
        }
        var opener = (Endpoint.Streaming) endpoint;
        return opener.handler().open(sound.request()).map(opening -> streaming.answer(exchange, opening));
    }

    private static Future<ApiResponse> refuse(Problem problem) {
        return Future.succeededFuture(problem(problem));
    }
}
