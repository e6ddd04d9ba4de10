package rental.notification.channel;

import io.vertx.core.Future;
import rental.notification.mail.Mail;

/** A way that mails go out. */
public interface Channel {

    /** What it is called in the list of notifications. */
    String name();

    /** How many mails it takes at a time. */
    int atOnce();

    /**
     * Hands a mail over.
     *
     * @return what came of it; fails only through a bug
     */
    Future<Delivery> deliver(Mail mail);

    /** Lets go of connections. */
    Future<Void> close();
}
