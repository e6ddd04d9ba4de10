package rental.testkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** Sends a server what its contract allows, and what it does not, always as the same caller. */
public final class Fuzzing {
    private static final String HOST = "127.0.0.1";

    private final RequestMaker maker;
    private final int port;
    private final String token;
    private final Set<String> spared;

    private Fuzzing(RequestMaker maker, int port, String token, Set<String> spared) {
        this.maker = maker;
        this.port = port;
        this.token = token;
        this.spared = Set.copyOf(spared);
    }

    /**
     * A server on the loopback interface.
     *
     * @param document its OpenAPI document
     * @param token the caller's
     */
    public static Fuzzing of(JsonNode document, int port, String token) {
        return new Fuzzing(new RequestMaker(document), port, token, Set.of());
    }

    /** Leaves out these operations. */
    public Fuzzing without(Set<String> operations) {
        return new Fuzzing(maker, port, token, operations);
    }

    /** What may be asked of an answer. */
    @FunctionalInterface
    public interface Look {
        void at(RawHttp.Answer answer, String request);
    }

    /** Sends requests that are sound, nearly sound or hostile, and asks of each answer what {@link Verdict} does. */
    public void any(long seed, int requests) throws IOException {
        var random = new Random(seed);
        for (var i = 0; i < requests; i++) {
            send(maker.any(random), "seed " + seed + ", request " + i + ": ", Verdict::holds);
        }
    }

    /** Sends each operation so many requests that keep to the contract in everything. */
    public void sound(long seed, int requestsEach, Look look) throws IOException {
        var random = new Random(seed);
        for (var operation = 0; operation < maker.size(); operation++) {
            for (var i = 0; i < requestsEach; i++) {
                send(maker.sound(operation, random), "", look);
            }
        }
    }

    private void send(FuzzRequest request, String which, Look look) throws IOException {
        if (!spared.contains(request.operation())) {
            look.at(RawHttp.send(HOST, port, request, "authorization: Bearer " + token), which + request);
        }
    }
}
