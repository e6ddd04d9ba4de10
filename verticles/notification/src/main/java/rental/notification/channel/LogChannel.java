package rental.notification.channel;

import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.notification.mail.Mail;

/**
 * Writes mails to the log instead of sending them: for development, where no mail server is. Only there is the text
 * written, for it may hold a token; elsewhere a line tells that a mail would have gone.
 */
public final class LogChannel implements Channel {
    public static final String NAME = "log";

    /** As many as can be written without keeping others waiting for the event loop. */
    private static final int AT_ONCE = 64;

    private static final Logger LOG = LoggerFactory.getLogger(LogChannel.class);

    private final boolean withText;

    public LogChannel(boolean withText) {
        this.withText = withText;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int atOnce() {
        return AT_ONCE;
    }

    @Override
    public Future<Delivery> deliver(Mail mail) {
        if (withText) {
            LOG.info("Mail {} to {}: {}\n{}", mail.messageId(), mail.to(), mail.subject(), mail.text());
        } else {
            LOG.info("Mail {} is not sent, for no mail server is configured", mail.messageId());
        }
        return Future.succeededFuture(new Delivery.HandedOver());
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
