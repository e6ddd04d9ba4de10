package rental.bench;

import rental.bench.report.Row;

/** Something that is measured. */
interface Contest {

    /** By which it is asked for and listed. */
    String id();

    /** Whether its yardstick writes bookings, and so wants a copy of the database that no service knows. */
    default boolean needsCopy() {
        return false;
    }

    Row run(Arena arena);
}
