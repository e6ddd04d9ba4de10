package rental.bench;

import rental.bench.report.Row;

/** Something that is measured. */
interface Contest {

    /** By which it is asked for and listed. */
    String id();

    Row run(Arena arena);
}
