package rental.standalone;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import rental.runtime.http.contract.Contract;
import rental.standalone.fixture.Servers;
import rental.testkit.fuzz.Fuzzing;
import rental.testkit.fuzz.Verdict;

/** Whatever is sent to the whole system, as an admin who may do everything: no answer is a 5xx, each refusal is a problem. */
class WholeSystemFuzzTest {
    private static final long FIXED_SEED = 20_270_301;
    private static final int REQUESTS = 500;
    private static final int REQUESTS_OF_A_SOAK = 50_000;

    /** What would take away the session that everything is sent with. */
    private static final Set<String> SUICIDAL = Set.of("endOtherSessions", "deleteMe", "changePassword");

    @RegisterExtension
    static final Servers SERVERS = new Servers();

    @TempDir
    static Path dataDir;

    private static OneJvm system;
    private static Fuzzing fuzzing;

    @BeforeAll
    static void start() {
        var settings = SERVERS.settings();
        // What is tried is whether anything breaks, not whether it is quick: the first car loads a map of the world.
        settings.put("GATEWAY_SERVICE_TIMEOUT", "30s");
        settings.put("HTTP_REQUEST_TIMEOUT", "30s");
        system = OneJvm.start(settings, dataDir);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> system.client().get("/health").text("/status").equals("healthy"));
        var token = system.client()
                .post(
                        "/auth/login",
                        "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(DemoUsers.ADMIN, DemoUsers.PASSWORD))
                .text("/accessToken");
        var document = Contract.in(Currency.getInstance("USD")).document();
        fuzzing = Fuzzing.of(document, URI.create(system.gateway()).getPort(), token)
                .without(SUICIDAL);
    }

    @AfterAll
    static void stop() {
        system.close();
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
    void answersEverySoundRequestWithoutAFault() throws IOException {
        fuzzing.sound(FIXED_SEED, 3, Verdict::holds);
    }
}
