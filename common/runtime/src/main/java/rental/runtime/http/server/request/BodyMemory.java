package rental.runtime.http.server.request;

/**
 * The memory that bodies of requests may take on one event loop, those still arriving and those being worked on. Each may
 * have a mebibyte, but not all of them at once: with a few hundred clients, that would be all the memory there is. Small
 * bodies, which is what clients send unless they mean harm or upload a fleet, are always let in.
 */
final class BodyMemory {
    private static final int SMALL = 16 * 1024;

    private final long most;
    private long held;

    /** @param most bytes */
    BodyMemory(long most) {
        this.most = most;
    }

    /** Takes room for more of a body. @return false when there is none, and nothing has been taken */
    boolean take(int soFar, int more) {
        if (soFar + more > SMALL && held + more > most) {
            return false;
        }
        held += more;
        return true;
    }

    void letGo(int bytes) {
        held -= bytes;
    }
}
