package rental.notification.channel;

import static java.util.Objects.requireNonNull;

/** What came of handing a mail over. */
public sealed interface Delivery {

    /** The other side has taken responsibility for it. */
    record HandedOver() implements Delivery {}

    /** The other side will never take it: trying again is of no use until a person has changed something. */
    record Refused(String reason) implements Delivery {
        public Refused {
            requireNonNull(reason);
        }
    }

    /**
     * It was not taken now, or nobody can tell whether it was: to be tried again.
     *
     * @param unreachable whether it was for the other side as a whole, and not for this mail
     */
    record Postponed(String reason, boolean unreachable) implements Delivery {
        public Postponed {
            requireNonNull(reason);
        }
    }
}
