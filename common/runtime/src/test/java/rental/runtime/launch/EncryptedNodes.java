package rental.runtime.launch;

import static rental.runtime.launch.BusNode.await;

import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * The second process of {@link EncryptedBusTest}: three nodes that find the first one's cluster, with a certificate of
 * the right authority, with one of another, and with none. Writes down who reaches whom.
 */
final class EncryptedNodes {
    private static final int ATTEMPTS = 10;

    private EncryptedNodes() {}

    /** @param arguments the settings of the three, as files, and where to write */
    public static void main(String[] arguments) throws Exception {
        var member = BusNode.start("member", Map.of("CONFIG_FILE", arguments[0]));
        var impostor = BusNode.start("impostor", Map.of("CONFIG_FILE", arguments[1]));
        var naked = BusNode.start("naked", Map.of("CONFIG_FILE", arguments[2]));
        var reached = new ConcurrentSkipListSet<String>();
        // The first connection takes its time; what is never to be reached is tried once there is one.
        for (var attempt = 0; attempt < ATTEMPTS && reached.size() < 2; attempt++) {
            await(tries(member, member, reached));
        }
        await(Future.all(tries(impostor, member, reached), tries(naked, member, reached)));
        Files.writeString(Path.of(arguments[3]), String.join(", ", reached));
        Runtime.getRuntime().halt(0);
    }

    /** Has a node ask the first one, and the first one, told by the member, ask the node. */
    private static Future<?> tries(BusNode node, BusNode member, Set<String> reached) {
        var there = node.reaches("home").onSuccess(reaches -> note(reaches, node.name() + " → home", reached));
        var back = member.hearsThat("home", node.name())
                .otherwise(false)
                .onSuccess(heard -> note(heard || node.heard().contains("home"), "home → " + node.name(), reached));
        return Future.all(there, back);
    }

    private static void note(boolean reaches, String way, Set<String> reached) {
        if (reaches) {
            reached.add(way);
        }
    }
}
