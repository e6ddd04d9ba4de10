package rental.runtime.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.internal.ContextInternal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rental.contract.api.Role;
import rental.contract.auth.Revocations;
import rental.contract.auth.Revocations.Revoked;
import rental.runtime.bus.RequestContext;
import rental.runtime.bus.TypedBus;
import rental.runtime.security.Verification.Refused;
import rental.runtime.security.Verification.Verified;

class JwtVerifierTest {
    private static final TokenConfig CONFIG = new TokenConfig("urn:test:auth", "urn:test:api", 2);

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private Vertx vertx;
    private Issuer issuer;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        TypedBus.prepare(vertx);
        issuer = new Issuer(vertx, CONFIG);
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
    }

    @Test
    void tellsTheCallerWithTheRolesThatTheirsInclude() throws Exception {
        await(issuer.serve());
        var token = issuer.token(UUID.randomUUID(), "admin");

        var verified = (Verified) await(verifier().verify(token));

        assertThat(verified.caller().roles()).containsExactlyInAnyOrder(Role.CUSTOMER, Role.STAFF, Role.ADMIN);
    }

    @Test
    void failsInsteadOfRefusingWhileNobodyCanTellTheKeys() throws Exception {
        var verifier = verifier();
        var token = issuer.token(UUID.randomUUID(), "customer");

        assertThat(failure(verifier.verify(token))).isInstanceOf(ReplyException.class);

        await(issuer.serve());
        assertThat(await(verifier.verify(token))).isInstanceOf(Verified.class);
    }

    @Test
    void refusesWhatIsNoTokenWithoutAskingAnybody() throws Exception {
        var verifier = verifier();

        for (var nonsense : List.of("", ".", "..", "a.b.c", "x".repeat(5_000), "{}.{}.{}")) {
            assertThat(await(verifier.verify(nonsense))).as(nonsense).isInstanceOf(Refused.class);
        }
    }

    @Test
    void asksOnceForManyTokensWithMadeUpKeys() throws Exception {
        await(issuer.serve());
        var verifier = verifier();
        var impostor = new Issuer(vertx, CONFIG);

        var forged = Stream.generate(() -> impostor.token(UUID.randomUUID(), "admin"))
                .limit(50)
                .toList();

        var verifications = forged.stream().map(verifier::verify).toList();

        for (var verification : verifications) {
            assertThat(await(verification)).isInstanceOf(Refused.class);
        }
        assertThat(issuer.timesAsked()).isLessThan(10);
    }

    @Test
    void letsFewTokensWithMadeUpKeysWaitAndOthersThrough() throws Exception {
        await(issuer.serve());
        var verifier = verifier();
        var genuine = issuer.token(UUID.randomUUID(), "customer");
        await(verifier.verify(genuine));
        var forged = new Issuer(vertx, CONFIG).token(UUID.randomUUID(), "admin");

        var verifications = Stream.generate(() -> verifier.verify(forged))
                .limit(3 * KeySource.MOST_WAITING)
                .toList();

        assertThat(verifications).filteredOn(Future::failed).hasSizeGreaterThanOrEqualTo(KeySource.MOST_WAITING);
        assertThat(await(verifier.verify(issuer.token(UUID.randomUUID(), "customer"))))
                .isInstanceOf(Verified.class);
        for (var verification : verifications) {
            if (!verification.failed()) {
                assertThat(await(verification)).isInstanceOf(Refused.class);
            }
        }
        assertThat(await(verifier.verify(forged))).isInstanceOf(Refused.class);
    }

    @Test
    void takesAKeyThatIsNewerThanTheLastAnswer() throws Exception {
        await(issuer.serve());
        var verifier = verifier();
        assertThat(await(verifier.verify(issuer.token(UUID.randomUUID(), "customer"))))
                .isInstanceOf(Verified.class);

        var renewed = issuer.withANewKey();

        assertThat(await(verifier.verify(renewed.token(UUID.randomUUID(), "customer"))))
                .isInstanceOf(Verified.class);
    }

    @Test
    void goesOnWithTheContextOfWhoeverAsks() throws Exception {
        await(issuer.serve());
        var verifier = verifier();
        var token = issuer.token(UUID.randomUUID(), "customer");
        var requests = List.of("first", "second");

        var seen = requests.stream()
                .map(request -> seenBy(request, () -> verifier.verify(token)))
                .toList();

        assertThat(List.of(await(seen.get(0)), await(seen.get(1)))).isEqualTo(requests);
    }

    /** The id of the request that goes on when the work is done. */
    private Future<String> seenBy(String requestId, Supplier<Future<Verification>> work) {
        Promise<String> seen = Promise.promise();
        ((ContextInternal) vertx.getOrCreateContext()).duplicate().runOnContext(free -> {
            new RequestContext(requestId, Optional.empty(), Instant.now().plusSeconds(10)).enter();
            work.get()
                    .map(done -> RequestContext.current().orElseThrow().requestId())
                    .onComplete(seen);
        });
        return seen.future();
    }

    @Test
    void refusesTheTokensOfARevokedSessionFromTheWordOn() throws Exception {
        await(issuer.serve());
        var verifier = verifier();
        var session = UUID.randomUUID();
        var token = issuer.token(session, "customer");
        var other = issuer.token(UUID.randomUUID(), "customer");
        assertThat(await(verifier.verify(token))).isInstanceOf(Verified.class);

        var until = Instant.now().plus(Duration.ofHours(1));
        TypedBus.on(vertx).publish(Revocations.TOLD, new Revocations(List.of(new Revoked(session, until, until))));

        eventually(() -> await(verifier.verify(token)) instanceof Refused);
        assertThat(await(verifier.verify(other))).isInstanceOf(Verified.class);
    }

    @Test
    void takesATokenThatWasIssuedAMillisecondAfterTheRevocation() throws Exception {
        await(issuer.serve());
        var now = Instant.ofEpochMilli(Instant.now().toEpochMilli());
        var session = UUID.randomUUID();
        issuer.revoke(new Revoked(session, now, now.plusSeconds(900)));
        var verifier = verifier();

        assertThat(await(verifier.verify(issuer.token(session, now, "customer"))))
                .isInstanceOf(Refused.class);
        assertThat(await(verifier.verify(issuer.token(session, now.plusMillis(1), "customer"))))
                .isInstanceOf(Verified.class);
    }

    @Test
    void refusesWhatAKeyHasSignedOnceTheKeyIsWithdrawn() throws Exception {
        await(issuer.serve());
        var verifier = verifier();
        var token = issuer.token(UUID.randomUUID(), "customer");
        assertThat(await(verifier.verify(token))).isInstanceOf(Verified.class);

        issuer.withdraw();
        var impostor = new Issuer(vertx, CONFIG);

        eventually(() -> await(verifier.verify(impostor.token(UUID.randomUUID(), "customer"))) instanceof Refused
                && await(verifier.verify(token)) instanceof Refused);
    }

    @Test
    void remembersNoMoreTokensThanItMay() throws Exception {
        await(issuer.serve());
        var remembered = new VerifiedTokens(CONFIG.cacheSize());
        var keys = new KeySource(vertx, CONFIG, INTERVAL, remembered::forgetAll);
        var verifier = new JwtVerifier(keys, new RevocationList(vertx), remembered, Clock.systemUTC());

        for (var n = 0; n < 5; n++) {
            assertThat(await(verifier.verify(issuer.token(UUID.randomUUID(), "customer"))))
                    .isInstanceOf(Verified.class);
        }

        assertThat(remembered.size()).isEqualTo(CONFIG.cacheSize());
    }

    @Test
    void forgetsATokenWhenItHasRunOut() throws Exception {
        await(issuer.serve());
        var remembered = new VerifiedTokens(CONFIG.cacheSize());
        var now = Instant.now();
        var key = VerifiedTokens.keyOf("token");
        remembered.remember(key, new TokenClaims(null, now, now.plusSeconds(1)));

        assertThat(remembered.find(key, now)).isPresent();
        assertThat(remembered.find(key, now.plusSeconds(1))).isEmpty();
        assertThat(remembered.size()).isZero();
    }

    private JwtVerifier verifier() {
        return JwtVerifier.on(vertx, CONFIG, INTERVAL);
    }

    /** Something that may have to be waited for. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void eventually(Condition condition) throws Exception {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
        }
    }

    private static Throwable failure(Future<?> future) throws InterruptedException, TimeoutException {
        try {
            future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            throw new AssertionError("It did not fail");
        } catch (ExecutionException failed) {
            return failed.getCause();
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
