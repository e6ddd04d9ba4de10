package rental.runtime.http.contract;

/** Where in a request a value stands. Kept as links, so that a sound request never builds a pointer's text. */
public final class Place {
    static final Place BODY = new Place(null, "");
    private static final int LONGEST_NAME = 100;

    private final Place parent;
    private final Object name;

    private Place(Place parent, Object name) {
        this.parent = parent;
        this.name = name;
    }

    static Place of(String part) {
        return new Place(null, part);
    }

    Place then(String member) {
        return new Place(this, member);
    }

    Place then(int index) {
        return new Place(this, index);
    }

    /** A JSON pointer (RFC 6901), in front of it the part of the request when that is not the body. */
    @Override
    public String toString() {
        return parent == null ? escaped() : parent + "/" + escaped();
    }

    private String escaped() {
        var text = name.toString();
        var bounded = text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "…";
        return bounded.replace("~", "~0").replace("/", "~1");
    }
}
