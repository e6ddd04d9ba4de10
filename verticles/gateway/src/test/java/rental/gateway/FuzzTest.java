package rental.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.gateway.GatewayProcess.gatewayWithEchoingServices;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import rental.contract.api.Role;
import rental.testkit.fuzz.FuzzRequest;
import rental.testkit.fuzz.RawHttp;
import rental.testkit.fuzz.RequestMaker;
import rental.testkit.fuzz.Verdict;

/** Whatever is sent: no answer is a 5xx, each refusal is a problem, and nothing of the inside or of the input leaks out. */
class FuzzTest {
    private static final long FIXED_SEED = 20_270_301;
    private static final int REQUESTS = 1_500;
    private static final int REQUESTS_OF_A_SOAK = 200_000;
    private static GatewayProcess gateway;
    private static RequestMaker maker;
    private static String token;

    @BeforeAll
    static void start() {
        gateway = gatewayWithEchoingServices();
        token = gateway.token(Role.ADMIN);
        maker = new RequestMaker(GatewayProcess.CONTRACT.document());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void holdsAgainstTheRequestsOfAFixedSeed() throws IOException {
        holds(FIXED_SEED, REQUESTS);
    }

    @Test
    void holdsAgainstTheRequestsOfAFreshSeed() throws IOException {
        holds(System.nanoTime(), REQUESTS);
    }

    @Test
    @Tag("soak")
    void holdsForLong() throws IOException {
        holds(System.nanoTime(), REQUESTS_OF_A_SOAK);
    }

    @Test
    void takesEverySoundRequest() throws IOException {
        var random = new Random(FIXED_SEED);
        for (var i = 0; i < maker.size(); i++) {
            for (var round = 0; round < 5; round++) {
                var request = maker.sound(i, random);
                var answer = send(request);

                assertThat(answer.status()).as("%s: %s", request, answer.text()).isLessThan(400);
            }
        }
    }

    private void holds(long seed, int requests) throws IOException {
        var random = new Random(seed);
        for (var i = 0; i < requests; i++) {
            var request = maker.any(random);
            Verdict.holds(send(request), "seed " + seed + ", request " + i + ": " + request);
        }
    }

    private static RawHttp.Answer send(FuzzRequest request) throws IOException {
        return RawHttp.send("127.0.0.1", gateway.port(), request, "authorization: Bearer " + token);
    }
}
