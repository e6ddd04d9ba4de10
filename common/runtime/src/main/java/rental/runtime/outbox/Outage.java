package rental.runtime.outbox;

/** Says that a consumer could not take an event now, though nothing is wrong with the event: it is to come again. */
public final class Outage extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Outage(String what, Throwable cause) {
        super(what, cause);
    }
}
