package rental.auth;

import static rental.auth.AuthClient.PASSWORD;
import static rental.auth.AuthClient.credentials;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.testkit.TestDatabase;

/** Logins beside bare bcrypt, and what a flood of them does to others. Client, service and database share the processors. */
@Tag("bench")
class LoginBenchmark {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("auth");

    @RegisterExtension
    static final AuthService SERVICE =
            new AuthService(DATABASE, Map.of("AUTH_PASSWORD_THREADS", "1", "AUTH_PASSWORD_COST", "10"));

    private static final Logger LOG = LoggerFactory.getLogger(LoginBenchmark.class);
    private static final int LOGINS_AT_ONCE = 8;
    private static final Executor CLIENTS = Executors.newFixedThreadPool(LOGINS_AT_ONCE);
    private static final int ROUNDS = 3;
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(6);

    @Test
    void loginsBesideBareBcryptOnAsManyThreads() {
        var client = SERVICE.client();
        client.signUp("ada@example.com");
        for (var round = 0; round < ROUNDS; round++) {
            var bare = bareBcrypt();
            var logins = logins(client);
            LOG.info("bare bcrypt {}/s, logins {}/s, ratio {}", bare, logins, logins / bare);
        }
    }

    @Test
    void readsDuringAFloodOfLogins() {
        var client = SERVICE.client();
        var me = client.as(client.signUp("bob@example.com"));
        for (var round = 0; round < ROUNDS; round++) {
            var calm = p99Millis(me);
            var over = new AtomicBoolean();
            var flood = CompletableFuture.runAsync(() -> flood(client, over));
            var flooded = p99Millis(me);
            over.set(true);
            flood.join();
            LOG.info("p99 of GET /auth/me: {} ms calm, {} ms in a flood, ratio {}", calm, flooded, flooded / calm);
        }
    }

    private static void flood(AuthClient client, AtomicBoolean over) {
        while (!over.get()) {
            client.postAtOnce(64, "/auth/login", credentials("bob@example.com", PASSWORD));
        }
    }

    private static double bareBcrypt() {
        var hash = BCrypt.withDefaults().hash(10, PASSWORD.getBytes(StandardCharsets.UTF_8));
        var start = System.nanoTime();
        var done = 0;
        while (System.nanoTime() - start < ROUND_NANOS) {
            BCrypt.verifyer().verify(PASSWORD.getBytes(StandardCharsets.UTF_8), hash);
            done++;
        }
        return perSecond(done, start);
    }

    private static double logins(AuthClient client) {
        var start = System.nanoTime();
        var done = IntStream.range(0, LOGINS_AT_ONCE)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> logInAgainAndAgain(client, start), CLIENTS))
                .toList();
        return perSecond(done.stream().mapToInt(CompletableFuture::join).sum(), start);
    }

    private static int logInAgainAndAgain(AuthClient client, long start) {
        var done = 0;
        while (System.nanoTime() - start < ROUND_NANOS) {
            client.logIn("ada@example.com");
            done++;
        }
        return done;
    }

    private static double p99Millis(AuthClient me) {
        var start = System.nanoTime();
        var times = new long[200_000];
        var count = 0;
        while (System.nanoTime() - start < ROUND_NANOS && count < times.length) {
            var before = System.nanoTime();
            me.get("/auth/me");
            times[count++] = System.nanoTime() - before;
        }
        Arrays.sort(times, 0, count);
        return times[count * 99 / 100] / 1e6;
    }

    private static double perSecond(int done, long start) {
        return done * 1e9 / (System.nanoTime() - start);
    }
}
