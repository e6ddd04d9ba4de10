package rental.booking.model;

/** Why a step of a rental is not to be had. */
public enum Refusal {
    /** It does not follow from where the rental stands. */
    ILLEGAL_TRANSITION,
    /** The hold ran out before it was confirmed. */
    HOLD_EXPIRED,
    /** Its time has not come. */
    TOO_EARLY
}
