package rental.gateway;

import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.Address;
import rental.contract.api.Api;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.contract.api.Problem;
import rental.runtime.bus.RequestContext;
import rental.runtime.bus.TypedBus;
import rental.runtime.http.Answers;
import rental.runtime.http.contract.Contract;
import rental.runtime.http.contract.Operation;
import rental.runtime.metrics.Level;
import rental.runtime.metrics.Meters;

/**
 * The gateway's link to one service: a time limit, a bound on what waits (so that a slow service cannot hold all the
 * gateway's memory and callers get an answer at once), a {@link Room} for each operation, and a circuit breaker that
 * leaves a service alone which does not answer. Nothing that may have been done is sent twice. One for each event loop.
 */
final class ServiceLink {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceLink.class);
    /** Always the same, and made beforehand: to turn somebody away must cost next to nothing. */
    private static final Future<ApiResponse> FULL = Future.succeededFuture(
            Answers.problem(Problem.tryAgain("overloaded", "There are more requests than can be answered in time.")));

    private static final long FAILURE_WINDOW_MILLIS = 10_000;

    private final TypedBus bus;
    private final Address<ApiRequest, ApiResponse> address;
    private final Duration timeout;
    private final int mostInFlight;
    private final Map<String, Room> rooms;
    private final Set<String> reads;
    private final CircuitBreaker breaker;
    private final Level open = Meters.ofProcess()
            .level(
                    "rental.circuits.open",
                    "Event loops that leave a service alone because it does not answer.",
                    "service");
    private boolean isOpen;
    private long lastAnswer = System.nanoTime();
    private int inFlight;

    ServiceLink(Vertx vertx, Contract contract, String service, GatewayConfig config) {
        this.bus = TypedBus.on(vertx);
        this.address = Api.of(service);
        this.timeout = config.serviceTimeout();
        this.mostInFlight = config.serviceInFlight();
        this.rooms = contract.of(service).stream()
                .collect(Collectors.toUnmodifiableMap(
                        Operation::id, operation -> new Room(mostInFlight, config.serviceLatency())));
        this.reads = contract.of(service).stream()
                .filter(operation -> operation.method().equals("GET"))
                .map(Operation::id)
                .collect(Collectors.toUnmodifiableSet());
        this.breaker = CircuitBreaker.create(service, vertx, options(config))
                .openHandler(opened -> opened(service))
                .closeHandler(closed -> closed(service));
        open.rises(0, service);
    }

    /** Tells whether requests of an operation are turned away now. */
    BooleanSupplier full(Operation operation) {
        var room = rooms.get(operation.id());
        return () -> isFull(room);
    }

    private boolean isFull(Room room) {
        return inFlight >= mostInFlight || room.isFull();
    }

    /** Asks the service. Fails when it cannot be reached, or has failed itself. */
    Future<ApiResponse> ask(ApiRequest request) {
        var room = rooms.get(request.operation());
        if (isFull(room)) {
            return FULL;
        }
        inFlight++;
        room.enter();
        var entered = System.nanoTime();
        var answer = reads.contains(request.operation()) ? askTwice(request) : send(request, timeout);
        return answer.onComplete(done -> {
            inFlight--;
            room.leave(entered, System.nanoTime());
        });
    }

    /**
     * What only reads is sent once more, for the node that was asked may have died: so half of the time is kept for the
     * second. An open circuit allows no second.
     */
    private Future<ApiResponse> askTwice(ApiRequest request) {
        return send(request, firstPatience())
                .recover(
                        fault -> fault instanceof ReplyException ? send(request, timeout) : Future.failedFuture(fault));
    }

    private Duration firstPatience() {
        return RequestContext.current()
                .map(context -> context.remaining().dividedBy(2))
                .filter(half -> half.compareTo(timeout) < 0)
                .orElse(timeout);
    }

    /** The breaker tells it again each time that a trial fails. */
    private void opened(String service) {
        if (!isOpen) {
            LOG.warn("{} does not answer: leaving it alone", service);
            open.rises(1, service);
            isOpen = true;
        }
    }

    private void closed(String service) {
        if (isOpen) {
            LOG.info("{} answers again", service);
            open.rises(-1, service);
            isOpen = false;
        }
    }

    /**
     * The breaker hears of silence as a failure and of all else as a success. Of a silence that says nothing of how the
     * service is by now it never hears: its success would end a rest that the service needs.
     */
    private Future<ApiResponse> send(ApiRequest request, Duration patience) {
        var sent = System.nanoTime();
        var answer = Promise.<ApiResponse>promise();
        breaker.<AsyncResult<ApiResponse>>execute(() -> {
                    var verdict = Promise.<AsyncResult<ApiResponse>>promise();
                    bus.request(address, request, patience).onComplete(done -> {
                        if (!isSilence(done)) {
                            verdict.complete(done);
                        } else if (sent - lastAnswer >= 0) {
                            verdict.fail(done.cause());
                        } else {
                            answer.fail(done.cause());
                        }
                    });
                    return verdict.future();
                })
                .onSuccess(heard -> {
                    lastAnswer = heard.succeeded() ? System.nanoTime() : lastAnswer;
                    answer.handle(heard);
                })
                .onFailure(answer::fail);
        return answer.future();
    }

    /**
     * Only silence opens the circuit: a service that fails quickly, or is plainly not there, holds nobody up. And only
     * unbroken silence: where one node of several has died, the others answer, and where a service has come back it has
     * answered since.
     */
    private static boolean isSilence(AsyncResult<ApiResponse> done) {
        return done.cause() instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT;
    }

    private static CircuitBreakerOptions options(GatewayConfig config) {
        return new CircuitBreakerOptions()
                .setMaxFailures(config.circuitFailures())
                .setFailuresRollingWindow(FAILURE_WINDOW_MILLIS)
                .setResetTimeout(config.circuitReset().toMillis())
                // The bus has the time limit; a second timer for each request would only cost.
                .setTimeout(-1)
                .setNotificationAddress(null);
    }
}
