package rental.runtime.outbox;

/** Says that a consumer could not take an event now, though nothing is wrong with the event: it is to come again. */
public final class Outage extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean usual;

    public Outage(String what, Throwable cause) {
        this(what, cause, false);
    }

    private Outage(String what, Throwable cause, boolean usual) {
        super(what, cause);
        this.usual = usual;
    }

    /** The consumer is not there yet, as is usual for a moment at its first start: nobody needs to be told. */
    public static Outage notYet(String what) {
        return new Outage(what, null, true);
    }

    boolean isUsual() {
        return usual;
    }
}
