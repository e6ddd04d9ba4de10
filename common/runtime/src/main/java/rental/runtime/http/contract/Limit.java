package rental.runtime.http.contract;

/** Which rate limits count an operation. */
public enum Limit {
    /** None: health, keys and documentation. */
    NONE,
    /** Only the one over everything. */
    GLOBAL,
    /** The one for searches, and the one over everything. */
    SEARCH,
    /** The one for creating bookings, and the one over everything. */
    BOOKING
}
