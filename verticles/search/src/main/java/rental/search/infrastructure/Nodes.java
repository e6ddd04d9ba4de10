package rental.search.infrastructure;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The nodes of the search engine, taken in turn. One that did not answer is passed over until it does again. So while all
 * are down, requests fail at once instead of waiting one after the other.
 */
final class Nodes {
    private final List<Node> nodes;
    private int next;

    Nodes(List<URI> addresses) {
        this.nodes = addresses.stream().map(Node::new).toList();
    }

    /** One node, and how it was lately. */
    static final class Node {
        private final URI address;
        private boolean down;

        private Node(URI address) {
            this.address = address;
        }

        URI address() {
            return address;
        }

        /** @return whether that is news */
        boolean failed() {
            var news = !down;
            down = true;
            return news;
        }

        void answered() {
            down = false;
        }
    }

    /** The next node to ask, other than those that were asked already; empty when there is none that could answer. */
    Optional<Node> next(Set<Node> asked) {
        var first = next;
        next = (next + 1) % nodes.size();
        return IntStream.range(0, nodes.size())
                .mapToObj(n -> nodes.get((first + n) % nodes.size()))
                .filter(node -> !asked.contains(node) && !node.down)
                .findFirst();
    }
}
