package rental.bench.load;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One statement to be run over and over with random numbers: {@code :name} in it stands for a value, as pgbench writes it.
 *
 * @param sql with its values as {@code :name}
 * @param randoms whole numbers, drawn anew for each run between two bounds, both included
 * @param texts values that stay
 */
public record Script(String sql, Map<String, Range> randoms, Map<String, String> texts) {
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    /** Both included. */
    public record Range(long from, long to) {}

    public Script {
        randoms = new TreeMap<>(randoms);
        texts = new TreeMap<>(texts);
    }

    /** A statement of a service, in which {@code $1} stands for the first of the expressions. */
    public static Script of(String sql, List<String> expressions) {
        var filled = PARAMETER
                .matcher(sql)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                        "(" + expressions.get(Integer.parseInt(found.group(1)) - 1) + ")"));
        return new Script(filled, Map.of(), Map.of());
    }

    public Script random(String name, long from, long to) {
        var more = new TreeMap<>(randoms);
        more.put(name, new Range(from, to));
        return new Script(sql, more, texts);
    }

    public Script text(String name, String value) {
        var more = new TreeMap<>(texts);
        more.put(name, value);
        return new Script(sql, randoms, more);
    }
}
