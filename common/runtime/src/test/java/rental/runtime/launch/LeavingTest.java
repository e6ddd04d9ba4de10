package rental.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rental.contract.Address;
import rental.contract.Address.Nothing;
import rental.contract.health.Health;
import rental.contract.health.HealthReport;
import rental.runtime.bus.TypedBus;

/** Nodes of one cluster in one JVM: one asks, the others answer and leave. */
class LeavingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int ASKERS = 8;
    private static final BusTlsConfig NO_TLS = new BusTlsConfig(Optional.empty(), Optional.empty(), Optional.empty());
    private static final List<Integer> PORTS =
            IntStream.range(0, 3).mapToObj(node -> freePort()).toList();
    private static final String CLUSTER = "leaving-" + UUID.randomUUID();

    private static Vertx asking;
    private static Vertx first;
    private static Vertx second;

    @BeforeAll
    static void form() {
        asking = join(0);
        first = join(1);
        second = join(2);
    }

    @AfterAll
    static void end() {
        await(Future.join(asking.close(), first.close(), second.close()));
    }

    @Test
    void losesNoMessageWhenOneOfTwoNodesLeaves() {
        var address = Health.of("leaving");
        var leaving = serve(first, address, LeavingTest::well);
        serve(second, address, LeavingTest::well);
        var left = new AtomicInteger();
        var asked = IntStream.range(0, ASKERS)
                .mapToObj(asker -> askUntil(address, () -> left.get() > 0))
                .toList();

        await(leaving.drain(PATIENCE));
        left.incrementAndGet();

        await(Future.all(asked));
        assertThat(await(ask(address))).isEqualTo(HealthReport.healthy());
    }

    @Test
    void answersWhatIsUnderWayBeforeItHasLeft() {
        var address = Health.of("busy");
        var answer = Promise.<HealthReport>promise();
        var came = Promise.<Void>promise();
        var leaving = serve(first, address, () -> {
            came.complete();
            return answer.future();
        });
        var waiting = ask(address);
        await(came.future());

        var left = leaving.drain(PATIENCE);
        await(asking.timer(700, TimeUnit.MILLISECONDS));
        assertThat(left.isComplete()).isFalse();
        answer.complete(HealthReport.healthy());

        assertThat(await(waiting)).isEqualTo(HealthReport.healthy());
        await(left);
    }

    private static TypedBus serve(
            Vertx node, Address<Nothing, HealthReport> address, Supplier<Future<HealthReport>> handler) {
        var bus = TypedBus.on(node).serve(address, question -> handler.get());
        await(bus.ready());
        return bus;
    }

    private static Future<HealthReport> well() {
        return Future.succeededFuture(HealthReport.healthy());
    }

    /** Fails with the first question that is not answered. */
    private static Future<HealthReport> askUntil(Address<Nothing, HealthReport> address, Supplier<Boolean> enough) {
        return ask(address)
                .compose(report -> enough.get() ? Future.succeededFuture(report) : askUntil(address, enough));
    }

    private static Future<HealthReport> ask(Address<Nothing, HealthReport> address) {
        return TypedBus.on(asking).request(address, new Nothing(), PATIENCE);
    }

    private static Vertx join(int node) {
        var members = PORTS.stream().map(port -> "127.0.0.1:" + port).toList();
        var config = new ClusterConfig(CLUSTER, "127.0.0.1", Optional.of(PORTS.get(node)), members, 0, NO_TLS);
        var hooks = new GroupHooks(
                config,
                new VerticleGroup("node", PORTS.get(node), settings -> List.of()),
                List.of(),
                vertx -> Future.succeededFuture(),
                Optional.empty(),
                null);
        var vertx = await(hooks.createVertxBuilder(new VertxOptions()).buildClustered());
        TypedBus.prepare(vertx);
        return vertx;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            throw new AssertionError(taken);
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
