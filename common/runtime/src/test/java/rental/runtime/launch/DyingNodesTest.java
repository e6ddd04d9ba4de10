package rental.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.runtime.launch.BusNode.await;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes of one cluster in one JVM, some of which die without a word. */
class DyingNodesTest {
    private static final int NODES = 4;
    private static final int ADDRESSES = 60;

    private final List<BusNode> nodes = new ArrayList<>();

    @BeforeEach
    void form() throws Exception {
        var ports = IntStream.range(0, NODES).mapToObj(node -> TestPorts.free()).toList();
        var members = ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        var cluster = "dying-" + UUID.randomUUID();
        for (var port : ports) {
            nodes.add(BusNode.start(
                    "node-" + port,
                    Map.of("CLUSTER_NAME", cluster, "CLUSTER_PORT", port.toString(), "CLUSTER_MEMBERS", members)));
        }
    }

    @AfterEach
    void end() throws Exception {
        nodes.forEach(BusNode::die);
        await(Future.join(nodes.stream().map(node -> node.vertx().close()).toList())
                .otherwiseEmpty());
    }

    /** Who serves what is kept by the nodes together: each keeps a part of it for the others. */
    @Test
    void everyAddressIsServedAndNoneForgottenWhileTwoNodesDieAtOnce() throws Exception {
        var asking = nodes.get(3);
        var addresses =
                IntStream.range(0, ADDRESSES).mapToObj(i -> "address-" + i).toList();
        serve(nodes.get(2), addresses);
        while (!asking.isSafe()) {
            askAll(asking, addresses);
        }
        var writtenAnew = asking.registrations();

        // Those that came first: they keep the most.
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(nodes.get(0)::die), CompletableFuture.runAsync(nodes.get(1)::die))
                .join();
        while (asking.nodes() > NODES - 2) {
            askAll(asking, addresses);
        }
        askAll(asking, addresses);

        assertThat(writtenAnew).isEmpty();
    }

    private static void serve(BusNode node, List<String> addresses) throws Exception {
        var bus = node.vertx().eventBus();
        await(Future.all(addresses.stream()
                .map(address -> bus.consumer(address, question -> question.reply(address))
                        .completion())
                .toList()));
    }

    private static void askAll(BusNode asking, List<String> addresses) throws Exception {
        await(Future.all(addresses.stream()
                .map(address -> asking.vertx().eventBus().request(address, "who?"))
                .toList()));
    }
}
