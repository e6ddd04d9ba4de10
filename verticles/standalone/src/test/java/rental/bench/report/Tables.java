package rental.bench.report;

import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The figures as tables in Markdown. */
final class Tables {
    private static final String HEAD = """
            | | | a second | p50 ms | p95 ms | p99 ms | of the next line | answers | run again | CPU seconds in a round |
            |---|---|--:|--:|--:|--:|--:|---|---|---|
            """;

    private Tables() {}

    static String of(Results results, String picture) {
        return Stream.of(
                        machine(results.machine()),
                        "![Each goal, and how far it was reached](" + picture + ")",
                        "### Goals\n\n| | | measured | goal | |\n|---|---|--:|--:|---|\n"
                                + results.rows().stream()
                                        .flatMap(row -> row.goals().stream().map(goal -> line(row, goal)))
                                        .collect(joining()),
                        "### Figures\n\n" + HEAD
                                + results.rows().stream().map(Tables::lines).collect(joining()),
                        results.rows().stream()
                                .flatMap(row -> row.remarks().stream().map(remark -> "- " + row.id() + ": " + remark))
                                .collect(joining("\n")))
                .filter(part -> !part.isBlank())
                .collect(joining("\n\n", "", "\n"))
                .replace("\n\n\n", "\n\n");
    }

    private static String machine(Machine machine) {
        return "%d processors (%s), %d GB of memory, shared by everything that is measured. %s, PostgreSQL %s, Elasticsearch %s. Load by %s and %s."
                .formatted(
                        machine.processors(),
                        machine.processor(),
                        Math.round(machine.memoryMegabytes() / 1024.0),
                        machine.java(),
                        machine.postgres(),
                        machine.elasticsearch(),
                        machine.http(),
                        machine.sql());
    }

    private static String line(Row row, Goal goal) {
        return "| %s | %s: %s | %s | %s %s | %s |\n"
                .formatted(
                        row.id(),
                        row.title(),
                        goal.what(),
                        number(goal.value()),
                        goal.atLeast() ? "≥" : "≤",
                        number(goal.bound()),
                        goal.reached() ? "reached" : "**missed**");
    }

    private static String lines(Row row) {
        var lines = new StringBuilder(
                "| **%s** | **%s** (%s) | | | | | | | | |\n".formatted(row.id(), row.title(), row.measured()));
        for (var side : row.sides()) {
            lines.append(line(row, side));
        }
        return lines.toString();
    }

    private static String line(Row row, Measured side) {
        var median = side.median();
        var place = row.sides().indexOf(side);
        var compared = place % 2 == 0 && place + 1 < row.sides().size();
        return "| | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        side.name(),
                        number(median.perSecond()),
                        latency(median.latencies().p50()),
                        latency(median.latencies().p95()),
                        latency(median.latencies().p99()),
                        compared ? number(Row.ratio(row.sides().subList(place, place + 2))) : "",
                        counts(median.answers()),
                        counts(median.retries()),
                        median.cpuSeconds().entrySet().stream()
                                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                                .map(entry -> entry.getKey() + " " + number(entry.getValue()))
                                .collect(joining(", ")));
    }

    private static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " × " + String.format(Locale.ROOT, "%,d", entry.getValue()))
                .collect(joining(", "));
    }

    private static String latency(double millis) {
        return millis == 0 ? "" : number(millis);
    }

    /** Three figures that count, in the way of the page's language. */
    static String number(double value) {
        var format = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
