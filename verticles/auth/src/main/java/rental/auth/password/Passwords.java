package rental.auth.password;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import rental.runtime.bus.RequestContext;
import rental.runtime.metrics.Counted;
import rental.runtime.metrics.Level;
import rental.runtime.metrics.Meters;

/**
 * Hashes passwords with bcrypt on threads of their own. Few may wait for them: a flood of logins is turned away with
 * {@link PasswordsBusy} and slows nothing but logins. Used from one verticle instance.
 */
public final class Passwords {
    private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2B;

    /** Each has threads of its own; numbers keep the names few, for they are labels of metrics. */
    private static final AtomicInteger INSTANCES = new AtomicInteger();

    private final Counted turnedAway = Meters.ofProcess()
            .counted("rental.auth.passwords.refused", "Passwords not hashed because too many were waiting.");
    private final Level waiting =
            Meters.ofProcess().level("rental.auth.passwords.pending", "Passwords being hashed or waiting for it.");
    private final WorkerExecutor workers;
    private final int most;
    private final int cost;
    private final String nobodys;
    private int under;

    private Passwords(WorkerExecutor workers, int most, int cost, String nobodys) {
        this.workers = workers;
        this.most = most;
        this.cost = cost;
        this.nobodys = nobodys;
    }

    /** Called in a verticle's {@code start()}: the threads end with the verticle. */
    public static Future<Passwords> on(Vertx vertx, PasswordConfig config) {
        var workers =
                vertx.createSharedWorkerExecutor("auth-passwords-" + INSTANCES.incrementAndGet(), config.workers());
        var most = config.workers() + config.queueSize();
        return workers.executeBlocking(() -> bcrypt(UUID.randomUUID().toString(), config.cost()), false)
                .map(nobodys -> new Passwords(workers, most, config.cost(), nobodys));
    }

    /** @param password one that keeps the {@link PasswordRules} */
    public Future<String> hash(String password) {
        return work(() -> bcrypt(password, cost));
    }

    public Future<Boolean> verify(String password, String hash) {
        return work(() -> matches(password, hash));
    }

    /** Takes as long as {@link #verify} and proves nothing: for accounts that do not exist. */
    public Future<Boolean> verifyNobodys(String password) {
        return work(() -> matches(password, nobodys) && false);
    }

    /** Whether a hash was made with less work than is asked for now. */
    public boolean isWeak(String hash) {
        return costOf(hash) < cost;
    }

    /**
     * Whether what needs a password hashed is turned away at present, and counts it if so. Asked before anything else is done
     * for a request, it makes a flood cost next to nothing.
     */
    public boolean turnAway() {
        if (under < most) {
            return false;
        }
        turnedAway.more();
        return true;
    }

    private <T> Future<T> work(Callable<T> hashing) {
        if (turnAway()) {
            return Future.failedFuture(new PasswordsBusy());
        }
        under++;
        waiting.rises(1);
        var request = RequestContext.current();
        return workers.executeBlocking(
                        () -> {
                            if (request.filter(Passwords::hasLeft).isPresent()) {
                                throw new PasswordsBusy();
                            }
                            return hashing.call();
                        },
                        false)
                .eventually(() -> {
                    under--;
                    waiting.rises(-1);
                    return Future.succeededFuture();
                });
    }

    private static boolean hasLeft(RequestContext request) {
        return request.remaining().isZero();
    }

    private static String bcrypt(String password, int cost) {
        var hasher = BCrypt.with(VERSION, new SecureRandom(), LongPasswordStrategies.strict(VERSION));
        return new String(hasher.hash(cost, password.getBytes(StandardCharsets.UTF_8)), StandardCharsets.US_ASCII);
    }

    /** What is too long can be nobody's password, but takes as long to refuse. */
    private static boolean matches(String password, String hash) {
        var verifier = BCrypt.verifyer(null, LongPasswordStrategies.truncate(VERSION));
        var result =
                verifier.verify(password.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.US_ASCII));
        return result.verified && PasswordRules.length(password) <= PasswordRules.LONGEST;
    }

    /** The cost stands between the second and the third dollar sign. */
    private static int costOf(String hash) {
        return Integer.parseInt(hash.split("\\$")[2]);
    }
}
