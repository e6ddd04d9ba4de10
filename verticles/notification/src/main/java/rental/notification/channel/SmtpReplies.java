package rental.notification.channel;

import io.vertx.ext.mail.SMTPException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * What a failure to send means. A 5xx about the mail or its reader is for good (RFC 5321, section 4.2.1). One about who
 * we are or how we speak is for an operator to put right, and no fault of the mail: it is tried again.
 */
final class SmtpReplies {
    private static final int LONGEST_REASON = 500;

    /** Not understood, bad sequence, no such mechanism, no mail service here, TLS or authentication wanted or failed. */
    private static final Set<Integer> ABOUT_US =
            Set.of(500, 502, 503, 504, 521, 523, 524, 525, 530, 534, 535, 538, 556);

    private SmtpReplies() {}

    static Delivery read(Throwable failure) {
        if (failure instanceof SMTPException reply && reply.getReplyCode() > 0) {
            return read(reply);
        }
        if (failure instanceof IllegalArgumentException) {
            return new Delivery.Refused(reason("not an address", failure.getMessage()));
        }
        var what = failure instanceof TimeoutException ? "no answer in time" : "not reachable";
        return new Delivery.Postponed(reason(what, failure.getMessage()), true);
    }

    private static Delivery read(SMTPException reply) {
        var reason = reason(Integer.toString(reply.getReplyCode()), reply.getReplyMessage());
        if (ABOUT_US.contains(reply.getReplyCode()) || reply.getReplyCode() == 421) {
            return new Delivery.Postponed(reason, true);
        }
        return reply.isPermanent() ? new Delivery.Refused(reason) : new Delivery.Postponed(reason, false);
    }

    private static String reason(String what, String words) {
        var reason = what + ": " + String.valueOf(words).replaceAll("\\p{Cntrl}+", " ");
        return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }
}
