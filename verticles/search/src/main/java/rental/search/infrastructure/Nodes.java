package rental.search.infrastructure;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The nodes of the search engine, taken in turn. One that did not answer is left alone for a while; then one request at a
 * time tries it again. So while all are down, requests fail at once instead of waiting one after the other.
 */
final class Nodes {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final List<Node> nodes;
    private final Clock clock;
    private int next;

    Nodes(List<URI> addresses, Clock clock) {
        this.nodes = addresses.stream().map(Node::new).toList();
        this.clock = requireNonNull(clock);
    }

    /** One node, and how it was lately. */
    static final class Node {
        private final URI address;
        private Instant pausedUntil = Instant.MIN;
        private Duration pause = Duration.ZERO;

        private Node(URI address) {
            this.address = address;
        }

        URI address() {
            return address;
        }
    }

    /** The next node to ask, other than those that were asked already; empty when there is none that could answer. */
    Optional<Node> next(Set<Node> asked) {
        var now = clock.instant();
        var candidates = new ArrayList<Node>();
        for (var i = 0; i < nodes.size(); i++) {
            candidates.add(nodes.get((next + i) % nodes.size()));
        }
        next = (next + 1) % nodes.size();
        var chosen = candidates.stream()
                .filter(node -> !asked.contains(node) && !node.pausedUntil.isAfter(now))
                .findFirst();
        chosen.filter(node -> !node.pause.isZero()).ifPresent(node -> node.pausedUntil = now.plus(node.pause));
        return chosen;
    }

    void answered(Node node) {
        node.pause = Duration.ZERO;
        node.pausedUntil = Instant.MIN;
    }

    void failed(Node node) {
        var longer = node.pause.isZero() ? FIRST_PAUSE : node.pause.multipliedBy(2);
        node.pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        node.pausedUntil = clock.instant().plus(node.pause);
    }
}
