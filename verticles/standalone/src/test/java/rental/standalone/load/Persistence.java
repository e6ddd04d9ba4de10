package rental.standalone.load;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import rental.testkit.ApiClient;
import rental.testkit.ApiClient.Answer;

/** Sends again while the answer is that trying again may help, as a client should. */
final class Persistence {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final int TRY_AGAIN = 503;

    private Persistence() {}

    /**
     * Waits, whatever becomes of other threads: a mail server of a test does not take it well when the one who speaks to
     * it is killed.
     */
    static ConditionFactory patiently() {
        return await().dontCatchUncaughtExceptions()
                .atMost(LONG)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100));
    }

    /** With one idempotency key for all tries. @param body null for none */
    static Answer post(ApiClient client, String path, String body) {
        return send(client.with("Idempotency-Key", UUID.randomUUID().toString()), "POST", path, body);
    }

    static Answer send(ApiClient client, String method, String path, String body) {
        return patiently().until(() -> client.send(method, path, body).join(), answer -> answer.status() != TRY_AGAIN);
    }
}
