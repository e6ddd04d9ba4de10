package rental.notification.mail;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import rental.contract.auth.MailRequested;
import rental.contract.booking.BookingChanged;
import rental.runtime.http.Json;

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

        /** Whom the request itself names, wherever the user's mails go otherwise. */
        public Recipient addressee() {
            return new Recipient(
                    request.userId(),
                    request.email(),
                    Optional.ofNullable(request.name()).orElse(""),
                    Optional.ofNullable(request.locale()).orElse("en"));
        }
    }

    /** Reads the facts as the event brought them. @throws Json.Unreadable when they are not a kind's */
    static Facts read(Kind kind, String document) {
        return kind.isAboutBooking()
                ? new OfBooking(Json.readOwn(document, BookingChanged.class))
                : new OfAccount(Json.readOwn(document, MailRequested.class));
    }
}
