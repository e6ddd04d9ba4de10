package rental.notification;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import rental.contract.notification.LiveEvent;
import rental.contract.notification.LiveEvents;
import rental.contract.notification.NotificationAddresses;
import rental.notification.channel.Channel;
import rental.notification.channel.LogChannel;
import rental.notification.channel.SmtpChannel;
import rental.notification.intake.AccountIntake;
import rental.notification.intake.BookingIntake;
import rental.notification.intake.Recipients;
import rental.notification.intake.Reminders;
import rental.notification.live.LiveStore;
import rental.notification.mail.Letters;
import rental.notification.mail.Templates;
import rental.notification.queue.Dispatcher;
import rental.notification.queue.SendQueue;
import rental.notification.queue.Sending;
import rental.runtime.bus.TypedBus;
import rental.runtime.config.Profile;
import rental.runtime.http.contract.Contract;
import rental.runtime.http.live.LiveStreams;
import rental.runtime.http.server.ApiServer;
import rental.runtime.http.server.ServiceEdge;
import rental.runtime.outbox.EventConsumer;
import rental.runtime.sql.Databases;
import rental.runtime.upkeep.Periodic;

/** Wires the notification service: what it takes in, what it sends, and what it answers. */
public final class NotificationVerticle extends VerticleBase {
    private static final String NAME = "notification";
    private static final Duration HOUSEKEEPING = Duration.ofMinutes(10);
    private static final int FACTS_OF_A_TRANSACTION = 500;

    /** A lease outlasts the attempt it covers by far, even when recording it takes a while. */
    private static final int LEASE_IN_ATTEMPTS = 4;

    private final NotificationConfig config;
    private TypedBus bus;
    private Pool writes;
    private SqlClient reads;
    private Channel channel;
    private Dispatcher dispatcher;
    private ApiServer server;

    public NotificationVerticle(NotificationConfig config) {
        this.config = requireNonNull(config);
    }

    /** The service's own port, once it has started. */
    public int port() {
        return server.port();
    }

    @Override
    public Future<?> start() {
        return vertx.executeBlocking(() -> Templates.load(config.mail().templates()))
                .compose(templates -> start(new Letters(templates, config.mail())));
    }

    /** Lets requests in flight finish, and mails that are being sent. */
    @Override
    public Future<?> stop() {
        var sent = dispatcher == null ? Future.<Void>succeededFuture() : dispatcher.end();
        var served = server == null ? Future.<Void>succeededFuture() : server.shutdown();
        return served.eventually(() -> sent.timeout(config.smtp().timeout().toMillis(), TimeUnit.MILLISECONDS)
                        .otherwiseEmpty())
                .eventually(() -> channel == null ? Future.succeededFuture() : channel.close());
    }

    private Future<?> start(Letters letters) {
        bus = TypedBus.on(vertx);
        writes = Databases.readCommitted(vertx, config.database());
        reads = Databases.pipelined(vertx, config.database());
        channel = channel();
        var queue = new SendQueue(writes, channel.name());
        var recipients = new Recipients(writes, bus);
        var reminders = new Reminders(writes, queue, letters, config.reminders());
        dispatcher = dispatcher(queue, recipients, letters);
        Periodic.begin(vertx, "look for due reminders", config.queue().interval(), () -> remind(reminders));
        Periodic.begin(vertx, "housekeeping of notification", HOUSEKEEPING, new Housekeeping(writes, config)::clean);
        dispatcher.begin();
        return Databases.warmUp(writes, reads)
                .compose(warm -> takeIn(letters, queue, recipients, reminders))
                .compose(taking -> open());
    }

    private Future<Void> takeIn(Letters letters, SendQueue queue, Recipients recipients, Reminders reminders) {
        var accounts = new AccountIntake(writes, recipients, queue, letters, this::wake);
        var store = new LiveStore(reads);
        var bookings = new BookingIntake(writes, recipients, queue, reminders, store, letters, this::committed);
        bus.serve(NotificationAddresses.READ_LIVE_EVENTS, store::read);
        return Future.all(
                        bus.ready(),
                        EventConsumer.of(bus, "auth", NAME)
                                .inPortionsOf(FACTS_OF_A_TRANSACTION)
                                .serve(accounts::take),
                        EventConsumer.of(bus, "booking", NAME)
                                .inPortionsOf(FACTS_OF_A_TRANSACTION)
                                .serve(bookings::take))
                .mapEmpty();
    }

    private Future<?> open() {
        var contract = Contract.in(config.edge().currency());
        var api = new NotificationApi(contract, new Notifications(reads, writes), new ParkedEvents(bus), this::wake);
        var edge = ServiceEdge.of(
                        vertx, contract, config.edge(), NAME, api.operations(), new HealthCheck(reads)::report)
                .on(bus);
        return LiveStreams.on(vertx, config.live())
                .compose(streams -> edge.stream("streamEvents", streams)
                        .open(config.service().port()))
                .onSuccess(opened -> server = opened);
    }

    private Dispatcher dispatcher(SendQueue queue, Recipients recipients, Letters letters) {
        var sending = new Sending(recipients, letters, channel, Clock.systemUTC());
        return new Dispatcher(
                vertx,
                queue,
                sending,
                config.queue(),
                channel.atOnce(),
                config.smtp().timeout().multipliedBy(LEASE_IN_ATTEMPTS));
    }

    private Channel channel() {
        return config.smtp()
                .address()
                .<Channel>map(address -> SmtpChannel.open(
                        vertx, config.smtp(), address, config.mail().from()))
                .orElseGet(() -> new LogChannel(config.profile() == Profile.DEVELOPMENT));
    }

    private Future<?> remind(Reminders reminders) {
        return reminders.sweep().onSuccess(count -> {
            if (count > 0) {
                wake();
            }
        });
    }

    private void committed(List<LiveEvent> events) {
        wake();
        if (!events.isEmpty()) {
            bus.publish(NotificationAddresses.LIVE_EVENTS, new LiveEvents(events));
        }
    }

    /** On the verticle's own context: sending must not inherit the deadline of the request that woke it. */
    private void wake() {
        context.runOnContext(free -> dispatcher.wake());
    }
}
