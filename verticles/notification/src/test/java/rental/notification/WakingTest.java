package rental.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rental.contract.booking.BookingChanged.Kind.CONFIRMED;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import rental.notification.channel.LogChannel;
import rental.runtime.bus.RequestContext;
import rental.testkit.TestDatabase;

/** Whoever brings a fact wakes the sender, which then works for nobody in particular. */
class WakingTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.of("notification");

    private final Logger channel = (Logger) LoggerFactory.getLogger(LogChannel.class);
    private final Observer observer = new Observer();

    /** Notes for which request each mail is sent, in the code that sends it. */
    private static final class Observer extends AppenderBase<ILoggingEvent> {
        private final List<Optional<RequestContext>> requests = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent sent) {
            requests.add(RequestContext.current());
        }
    }

    @BeforeEach
    void observe() {
        observer.setContext(channel.getLoggerContext());
        observer.start();
        channel.addAppender(observer);
    }

    @AfterEach
    void look() {
        channel.detachAppender(observer);
    }

    @Test
    void sendsOutsideOfTheRequestThatBroughtTheFact() {
        try (var service = Service.on(database.url(), "NOTIFICATION_INTERVAL", "1m")) {
            var user = service.user("Ada");
            service.happened(CONFIRMED, Bookings.confirmed(user.id()));

            await().until(() -> !observer.requests.isEmpty());

            assertThat(observer.requests).containsExactly(Optional.empty());
        }
    }
}
