package rental.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL's own load generator, with prepared statements, repeating transactions that others were in the way of. */
final class PgBench implements SqlGenerator {
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern DONE = Pattern.compile("actually processed: (\\d+)");
    private static final Pattern FAILED = Pattern.compile("failed transactions: (\\d+)");
    private static final Pattern RETRIES = Pattern.compile("total number of retries: (\\d+)");
    private static final int LATENCY_FIELD = 2;
    private static final long NANOS_A_MICRO = 1_000;

    private final Path program;

    PgBench(Path program) {
        this.program = program;
    }

    @Override
    public String name() {
        return "pgbench";
    }

    @Override
    public Round run(SqlLoad load) {
        try {
            var folder = Files.createTempDirectory("pgbench");
            var output = Commands.run(
                    command(load, folder),
                    Map.of(
                            "PGOPTIONS",
                            "-c default_transaction_isolation="
                                    + load.isolation().replace(" ", "\\ ")));
            var latencies = latencies(folder);
            remove(folder);
            return round(output, latencies);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private List<String> command(SqlLoad load, Path folder) throws IOException {
        var command = new ArrayList<>(List.of(
                program.toString(),
                "--no-vacuum",
                "--protocol=prepared",
                "--jobs=1",
                "--client=" + load.connections(),
                "--time=" + load.time().toSeconds(),
                "--max-tries=100",
                "--log",
                "--log-prefix=" + folder.resolve("log")));
        for (var script : load.scripts()) {
            var file = folder.resolve("script" + command.size());
            Files.writeString(file, text(script));
            command.add("--file=" + file);
            script.texts().forEach((name, value) -> command.add("--define=" + name + "=" + value));
        }
        command.add(load.database());
        return command;
    }

    private static String text(Script script) {
        var text = new StringBuilder();
        script.randoms()
                .forEach((name, range) ->
                        text.append("\\set %s random(%d, %d)\n".formatted(name, range.from(), range.to())));
        return text.append(script.sql().strip()).append(";\n").toString();
    }

    private static Round round(String output, Round.Latencies latencies) {
        var answers = new TreeMap<String, Long>();
        answers.put("done", number(DONE, output));
        var failed = number(FAILED, output);
        if (failed > 0) {
            answers.put("failed", failed);
        }
        var rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new IllegalStateException("pgbench tells no rate: " + output);
        }
        // It does not tell deadlocks from other conflicts; the server's log would.
        var retries = number(RETRIES, output);
        return Round.of(Double.parseDouble(rate.group(1)), latencies, answers)
                .with(retries > 0 ? Map.of("40001", retries) : Map.of(), Map.of());
    }

    private static long number(Pattern pattern, String output) {
        var found = pattern.matcher(output);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    private static Round.Latencies latencies(Path folder) throws IOException {
        var record = new LatencyRecord();
        try (var files = Files.list(folder)) {
            for (var file : files.filter(log -> log.getFileName().toString().startsWith("log"))
                    .toList()) {
                try (Stream<String> lines = Files.lines(file)) {
                    lines.map(line -> line.split(" ")[LATENCY_FIELD])
                            .filter(latency -> Character.isDigit(latency.charAt(0)))
                            .forEach(micros -> record.add(Long.parseLong(micros) * NANOS_A_MICRO));
                }
            }
        }
        return record.summary();
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
