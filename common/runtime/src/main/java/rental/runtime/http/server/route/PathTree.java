package rental.runtime.http.server.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what is mounted at a path, by its segments; a literal segment goes before a parameter. */
public final class PathTree<T> {
    private final Node<T> root = new Node<>();

    /**
     * What was found.
     *
     * @param parameters the values of the template's parameters by name
     */
    public record Match<T>(T value, Map<String, String> parameters) {}

    private static final class Node<T> {
        private final Map<String, Node<T>> literals = new HashMap<>();
        private Node<T> parameter;
        private List<String> names = List.of();
        private T value;
    }

    /** Mounts a value at a template such as {@code /cars/{id}}. */
    public void put(String template, T value) {
        var names = new ArrayList<String>();
        var node = root;
        for (var segment : template.substring(1).split("/", -1)) {
            if (segment.startsWith("{")) {
                names.add(segment.substring(1, segment.length() - 1));
                if (node.parameter == null) {
                    node.parameter = new Node<>();
                }
                node = node.parameter;
            } else {
                node = node.literals.computeIfAbsent(segment, name -> new Node<>());
            }
        }
        node.names = List.copyOf(names);
        node.value = value;
    }

    public Optional<T> at(String template) {
        var node = root;
        for (var segment : template.substring(1).split("/", -1)) {
            node = segment.startsWith("{") ? node.parameter : node.literals.get(segment);
            if (node == null) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(node.value);
    }

    /** Finds a path given as its decoded segments. */
    public Optional<Match<T>> find(List<String> segments) {
        var values = new String[segments.size()];
        var node = find(root, segments, 0, values, 0);
        return node == null ? Optional.empty() : Optional.of(new Match<>(node.value, parameters(node, values)));
    }

    private static <T> Node<T> find(Node<T> node, List<String> segments, int depth, String[] values, int found) {
        if (depth == segments.size()) {
            return node.value == null ? null : node;
        }
        var segment = segments.get(depth);
        var literal = node.literals.get(segment);
        if (literal != null) {
            var match = find(literal, segments, depth + 1, values, found);
            if (match != null) {
                return match;
            }
        }
        if (node.parameter == null || segment.isEmpty()) {
            return null;
        }
        values[found] = segment;
        return find(node.parameter, segments, depth + 1, values, found + 1);
    }

    private static Map<String, String> parameters(Node<?> node, String[] values) {
        return switch (node.names.size()) {
            case 0 -> Map.of();
            case 1 -> Map.of(node.names.get(0), values[0]);
            default -> {
                var parameters = new HashMap<String, String>();
                for (var i = 0; i < node.names.size(); i++) {
                    parameters.put(node.names.get(i), values[i]);
                }
                yield parameters;
            }
        };
    }
}
