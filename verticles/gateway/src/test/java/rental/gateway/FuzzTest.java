package rental.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.gateway.GatewayProcess.gatewayWithEchoingServices;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import rental.contract.api.Role;
import rental.testkit.fuzz.Fuzzing;

/** Whatever is sent: no answer is a 5xx, each refusal is a problem, and nothing of the inside or of the input leaks out. */
class FuzzTest {
    private static final long FIXED_SEED = 20_270_301;
    private static final int REQUESTS = 1_500;
    private static final int REQUESTS_OF_A_SOAK = 200_000;
    private static GatewayProcess gateway;
    private static Fuzzing fuzzing;

    @BeforeAll
    static void start() {
        gateway = gatewayWithEchoingServices();
        fuzzing = Fuzzing.of(GatewayProcess.CONTRACT.document(), gateway.port(), gateway.token(Role.ADMIN));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void holdsAgainstTheRequestsOfAFixedSeed() throws IOException {
        fuzzing.any(FIXED_SEED, REQUESTS);
    }

    @Test
    void holdsAgainstTheRequestsOfAFreshSeed() throws IOException {
        fuzzing.any(System.nanoTime(), REQUESTS);
    }

    @Test
    @Tag("soak")
    void holdsForLong() throws IOException {
        fuzzing.any(System.nanoTime(), REQUESTS_OF_A_SOAK);
    }

    @Test
    void takesEverySoundRequest() throws IOException {
        fuzzing.sound(
                FIXED_SEED,
                5,
                (answer, request) -> assertThat(answer.status())
                        .as("%s: %s", request, answer.text())
                        .isLessThan(400));
    }
}
