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
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import rental.contract.Address;
import rental.runtime.metrics.Meters;

/**
 * Sends records to typed addresses and serves them. The {@link RequestContext} of the running code goes along, and a
 * request never outlives its caller: its time limit is the shorter of the one given and the caller's deadline.
 */
public final class TypedBus {
    /** The failure code of a handler that failed: a bug or an outage, whose cause stands in the serving node's log. */
    public static final int HANDLER_FAILED = 500;

    private static final String REQUEST_ID = "request-id";
    private static final String TRACEPARENT = "traceparent";
    private static final String PATIENCE = "patience-millis";
    private static final Duration UNSET_PATIENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** While a node that comes back, or takes the place of another, may become known. */
    private static final int TRIES_UNSERVED = 6;

    /** For longer than a dead node stays known to nodes that are busy. */
    private static final int TRIES_UNREACHABLE = 80;

    private final Vertx vertx;
    private final BusMeters meters = new BusMeters(Meters.ofProcess());
    private final List<Future<Void>> registrations = new ArrayList<>();
    private final Departure departure;

    private TypedBus(Vertx vertx) {
        this.vertx = requireNonNull(vertx);
        this.departure = new Departure(vertx);
    }

    public static TypedBus on(Vertx vertx) {
        return new TypedBus(vertx);
    }

    /** Makes the bus of a new Vert.x able to carry records: once for each, before anything is deployed. */
    public static void prepare(Vertx vertx) {
        vertx.eventBus().registerCodec(new RecordCodec()).codecSelector(TypedBus::codecFor);
        if (vertx.isClustered()) {
            Unreachable.failsAtOnce(vertx.eventBus());
        }
    }

    private static String codecFor(Object body) {
        return body instanceof Record ? RecordCodec.NAME : null;
    }

    /**
     * Asks and waits for the reply. In a cluster, what nobody has seen is sent again a few times: a node has just left, and
     * another may take its place.
     *
     * @return fails with a {@link ReplyException}: {@code NO_HANDLERS} when nobody serves the address, so nothing has been
     *     done; {@code TIMEOUT} when no reply came in time; {@code RECIPIENT_FAILURE} when the handler failed
     */
    public <Q extends Record, R> Future<R> request(Address<Q, R> address, Q message, Duration timeout) {
        var context = RequestContext.current();
        var patience = context.map(RequestContext::remaining)
                .filter(left -> left.compareTo(timeout) < 0)
                .orElse(timeout);
        var asked = System.nanoTime();
        return send(address, message, context, Instant.now().plus(patience), 0)
                .onComplete(done -> meters.asked(address, System.nanoTime() - asked, done.cause()))
                .map(reply -> address.reply().cast(reply.body()));
    }

    private <Q extends Record> Future<Message<Object>> send(
            Address<Q, ?> address, Q message, Optional<RequestContext> context, Instant deadline, int tries) {
        var patience = Duration.between(Instant.now(), deadline);
        if (patience.toMillis() < 1) {
            return Future.failedFuture(new ReplyException(ReplyFailure.TIMEOUT, "The caller has left"));
        }
        var options = new DeliveryOptions().setSendTimeout(patience.toMillis()).setHeaders(headers(context, patience));
        return vertx.eventBus()
                .request(address.name(), message, options)
                .recover(fault -> tries < mostTries(fault)
                        ? vertx.timer(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                                .compose(paused -> send(address, message, context, deadline, tries + 1))
                        : Future.failedFuture(fault));
    }

    private int mostTries(Throwable fault) {
        if (!vertx.isClustered()
                || !(fault instanceof ReplyException reply)
                || reply.failureType() != ReplyFailure.NO_HANDLERS) {
            return 0;
        }
        return reply.failureCode() == Unreachable.CODE ? TRIES_UNREACHABLE : TRIES_UNSERVED;
    }

    /** Tells every node that listens; nobody answers. */
    public <Q extends Record> void publish(Address<Q, ?> address, Q message) {
        var options = new DeliveryOptions().setHeaders(headers(RequestContext.current(), UNSET_PATIENCE));
        vertx.eventBus().publish(address.name(), message, options);
    }

    /** Serves an address: each message is answered with what the handler's future brings. */
    public <Q extends Record, R extends Record> TypedBus serve(
            Address<Q, ? super R> address, Function<Q, Future<R>> handler) {
        var failures = new FailedAnswers(address);
        return consume(address, message -> answer(message, handler, address, failures));
    }

    /** Listens to what is {@link #publish published} at an address. */
    public <Q extends Record> TypedBus listen(Address<Q, ?> address, Consumer<Q> listener) {
        return consume(address, message -> listener.accept(address.request().cast(message.body())));
    }

    /** Completes when everything served so far is reachable from every node. */
    public Future<Void> ready() {
        return Future.all(registrations).mapEmpty();
    }

    /**
     * Lets no more messages come, answers those under way, and then stops listening: before what they work with is closed.
     * Called, as all the rest, on the context of the verticle that serves. Other verticles of this process that serve the
     * same addresses get none from other nodes, either.
     *
     * @return completes when nothing is under way, at the latest after the patience; never fails
     */
    public Future<Void> drain(Duration patience) {
        return departure.depart(patience);
    }

    private TypedBus consume(Address<?, ?> address, Consumer<Message<Object>> consumer) {
        MessageConsumer<Object> registration = vertx.eventBus().consumer(address.name(), message -> {
            contextOf(message.headers()).enter();
            consumer.accept(message);
        });
        departure.covers(registration);
        registrations.add(registration.completion());
        return this;
    }

    private <Q extends Record, R> void answer(
            Message<Object> message, Function<Q, Future<R>> handler, Address<Q, ?> address, FailedAnswers failures) {
        var type = address.request();
        var came = System.nanoTime();
        departure.begun();
        var answered = run(() -> handler.apply(type.cast(message.body())));
        answered.onSuccess(reply -> {
                    message.reply(reply);
                    failures.answered();
                })
                .onFailure(fault -> {
                    failures.failed(fault);
                    message.fail(HANDLER_FAILED, type.getSimpleName() + " failed");
                });
        answered.onComplete(done -> {
            meters.served(address, System.nanoTime() - came, done.succeeded());
            departure.ended();
        });
    }

    private static <R> Future<R> run(Supplier<Future<R>> handler) {
        try {
            return handler.get();
        } catch (RuntimeException fault) {
            return Future.failedFuture(fault);
        }
    }

    private static MultiMap headers(Optional<RequestContext> context, Duration patience) {
        var headers = MultiMap.caseInsensitiveMultiMap()
                .add(REQUEST_ID, context.map(RequestContext::requestId).orElseGet(RequestContext::newRequestId))
                .add(PATIENCE, Long.toString(patience.toMillis()));
        context.flatMap(RequestContext::traceparent).ifPresent(parent -> headers.add(TRACEPARENT, parent));
        return headers;
    }

    /** What is left of the caller's patience travels, not an instant: the nodes' clocks need not agree. */
    private static RequestContext contextOf(MultiMap headers) {
        var patience = Optional.ofNullable(headers.get(PATIENCE))
                .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
                .orElse(UNSET_PATIENCE);
        return new RequestContext(
                Optional.ofNullable(headers.get(REQUEST_ID)).orElseGet(RequestContext::newRequestId),
                Optional.ofNullable(headers.get(TRACEPARENT)),
                Instant.now().plus(patience));
    }
}
