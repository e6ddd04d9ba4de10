package rental.runtime.bus;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.Address;
import rental.runtime.metrics.Meters;

/**
 * Sends records to typed addresses and serves them. The {@link RequestContext} of the running code goes along, and a
 * request never outlives its caller: its time limit is the shorter of the one given and the caller's deadline.
 */
public final class TypedBus {
    /** The failure code of a handler that failed: a bug or an outage, whose cause stands in the serving node's log. */
    public static final int HANDLER_FAILED = 500;

    private static final Logger LOG = LoggerFactory.getLogger(TypedBus.class);
    private static final String REQUEST_ID = "request-id";
    private static final String TRACEPARENT = "traceparent";
    private static final String DEADLINE = "deadline";
    private static final Duration UNSET_PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final BusMeters meters = new BusMeters(Meters.ofProcess());
    private final List<Future<Void>> registrations = new ArrayList<>();

    private TypedBus(Vertx vertx) {
        this.vertx = requireNonNull(vertx);
    }

    public static TypedBus on(Vertx vertx) {
        return new TypedBus(vertx);
    }

    /** Makes the bus of a new Vert.x able to carry records: once for each, before anything is deployed. */
    public static void prepare(Vertx vertx) {
        vertx.eventBus().registerCodec(new RecordCodec()).codecSelector(TypedBus::codecFor);
    }

    private static String codecFor(Object body) {
        return body instanceof Record ? RecordCodec.NAME : null;
    }

    /**
     * Asks and waits for the reply.
     *
     * @return fails with a {@link ReplyException}: {@code NO_HANDLERS} when nobody serves the address, {@code TIMEOUT}
     *     when no reply came in time, {@code RECIPIENT_FAILURE} when the handler failed
     */
    public <Q extends Record, R> Future<R> request(Address<Q, R> address, Q message, Duration timeout) {
        var context = RequestContext.current();
        var patience = context.map(RequestContext::remaining)
                .filter(left -> left.compareTo(timeout) < 0)
                .orElse(timeout);
        if (patience.toMillis() < 1) {
            return Future.failedFuture(new ReplyException(ReplyFailure.TIMEOUT, "The caller has left"));
        }
        var options = new DeliveryOptions().setSendTimeout(patience.toMillis()).setHeaders(headers(context, patience));
        var asked = System.nanoTime();
        return vertx.eventBus()
                .<R>request(address.name(), message, options)
                .onComplete(done -> meters.asked(address, System.nanoTime() - asked, done.cause()))
                .map(reply -> address.reply().cast(reply.body()));
    }

    /** Tells every node that listens; nobody answers. */
    public <Q extends Record> void publish(Address<Q, ?> address, Q message) {
        var options = new DeliveryOptions().setHeaders(headers(RequestContext.current(), UNSET_PATIENCE));
        vertx.eventBus().publish(address.name(), message, options);
    }

    /** Serves an address: each message is answered with what the handler's future brings. */
    public <Q extends Record, R extends Record> TypedBus serve(
            Address<Q, ? super R> address, Function<Q, Future<R>> handler) {
        return consume(address, message -> answer(message, handler, address));
    }

    /** Listens to what is {@link #publish published} at an address. */
    public <Q extends Record> TypedBus listen(Address<Q, ?> address, Consumer<Q> listener) {
        return consume(address, message -> listener.accept(address.request().cast(message.body())));
    }

    /** Completes when everything served so far is reachable from every node. */
    public Future<Void> ready() {
        return Future.all(registrations).mapEmpty();
    }

    private TypedBus consume(Address<?, ?> address, Consumer<Message<Object>> consumer) {
        MessageConsumer<Object> registration = vertx.eventBus().consumer(address.name(), message -> {
            contextOf(message.headers()).enter();
            consumer.accept(message);
        });
        registrations.add(registration.completion());
        return this;
    }

    private <Q extends Record, R> void answer(
            Message<Object> message, Function<Q, Future<R>> handler, Address<Q, ?> address) {
        var type = address.request();
        var came = System.nanoTime();
        var context = contextOf(message.headers());
        if (context.remaining().isZero()) {
            LOG.debug("{} came after its caller had left", type.getSimpleName());
            return;
        }
        var answered = run(handler, type.cast(message.body()));
        answered.onComplete(done -> meters.served(address, System.nanoTime() - came, done.succeeded()));
        answered.onSuccess(message::reply).onFailure(fault -> {
            LOG.error("{} failed", type.getSimpleName(), fault);
            message.fail(HANDLER_FAILED, type.getSimpleName() + " failed");
        });
    }

    private static <Q, R> Future<R> run(Function<Q, Future<R>> handler, Q request) {
        try {
            return handler.apply(request);
        } catch (RuntimeException fault) {
            return Future.failedFuture(fault);
        }
    }

    private static MultiMap headers(Optional<RequestContext> context, Duration patience) {
        var headers = MultiMap.caseInsensitiveMultiMap()
                .add(REQUEST_ID, context.map(RequestContext::requestId).orElseGet(RequestContext::newRequestId))
                .add(DEADLINE, Long.toString(Instant.now().plus(patience).toEpochMilli()));
        context.flatMap(RequestContext::traceparent).ifPresent(parent -> headers.add(TRACEPARENT, parent));
        return headers;
    }

    private static RequestContext contextOf(MultiMap headers) {
        var deadline = headers.get(DEADLINE);
        return new RequestContext(
                Optional.ofNullable(headers.get(REQUEST_ID)).orElseGet(RequestContext::newRequestId),
                Optional.ofNullable(headers.get(TRACEPARENT)),
                deadline == null ? Instant.now().plus(UNSET_PATIENCE) : Instant.ofEpochMilli(Long.parseLong(deadline)));
    }
}
