package rental.search.application;

/** Search cannot answer now, though nothing is wrong with what was asked. */
public abstract sealed class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Unavailable(String what, Throwable cause) {
        super(what, cause);
    }

    /** Elasticsearch cannot be reached, is overloaded, or does not hold the index yet. */
    public static final class Index extends Unavailable {
        private static final long serialVersionUID = 1;

        public Index(String what, Throwable cause) {
            super(what, cause);
        }
    }

    /** There is no index yet: at the first start, until one is begun. */
    public static final class NoIndex extends Unavailable {
        private static final long serialVersionUID = 1;

        public NoIndex() {
            super("There is no index yet", null);
        }
    }

    /** Booking cannot say which cars are free. */
    public static final class Availability extends Unavailable {
        private static final long serialVersionUID = 1;

        public Availability(Throwable cause) {
            super("Booking cannot say which cars are free", cause);
        }
    }
}
