package rental.bench.load;

import java.time.Duration;

/**
 * What a generator is to send, and how.
 *
 * @param requests sent in turn
 * @param connections that are kept open; each has one request under way at most
 * @param time how long
 * @param perSecond 0 to send the next request as soon as a connection is free; else requests are due at this rate,
 *     whatever the server does, and their latency counts from when they were due where the generator can tell
 */
public record HttpLoad(Requests requests, int connections, Duration time, int perSecond) {

    /** As many requests as so many clients send who wait for each answer. */
    public static HttpLoad of(Requests requests, int connections, Duration time) {
        return new HttpLoad(requests, connections, time, 0);
    }

    /** The same at a rate that does not depend on the answers. */
    public HttpLoad at(int requestsPerSecond) {
        return new HttpLoad(requests, connections, time, requestsPerSecond);
    }

    /** The same on another number of connections. */
    public HttpLoad over(int otherConnections) {
        return new HttpLoad(requests, otherConnections, time, perSecond);
    }

    public HttpLoad lasting(Duration otherTime) {
        return new HttpLoad(requests, connections, otherTime, perSecond);
    }
}
