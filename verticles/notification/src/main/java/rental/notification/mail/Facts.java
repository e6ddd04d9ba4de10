package rental.notification.mail;

import static java.util.Objects.requireNonNull;

import rental.contract.auth.MailRequested;
import rental.contract.booking.BookingChanged;

/** What a notification tells of. */
public sealed interface Facts {

    /** What happened to a booking, or is about to. */
    record OfBooking(BookingChanged change) implements Facts {
        public OfBooking {
            requireNonNull(change);
        }
    }

    /** What concerns the user's account. */
    record OfAccount(MailRequested request) implements Facts {
        public OfAccount {
            requireNonNull(request);
        }
    }
}
