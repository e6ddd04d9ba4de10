package rental.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code wrk}, with a script that sends our requests and counts answers by status. At a fixed rate, too, but there latencies
 * count from when a request was sent, not from when it was due.
 */
final class Wrk implements HttpGenerator {
    private static final String SCRIPT = "/bench/wrk.lua";
    private static final String RESULT = "\nresult ";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double MICROS_A_MILLI = 1_000;

    private final Path program;

    Wrk(Path program) {
        this.program = program;
    }

    @Override
    public String name() {
        return "wrk";
    }

    @Override
    public Round run(HttpLoad load) {
        var output = Commands.run(
                List.of(
                        program.toString(),
                        "--threads=1",
                        "--connections=" + load.connections(),
                        "--duration=" + load.time().toSeconds() + "s",
                        "--timeout=30s",
                        "--script=" + script(),
                        load.requests().server().toString(),
                        "--",
                        load.requests().file().toString(),
                        Integer.toString(load.perSecond())),
                Map.of());
        return round(output);
    }

    private static Round round(String output) {
        var begin = output.indexOf(RESULT);
        if (begin < 0) {
            throw new IllegalStateException("wrk tells no result: " + output);
        }
        var result = read(output.substring(begin + RESULT.length()));
        var answers = new TreeMap<String, Long>();
        result.path("answers")
                .properties()
                .forEach(entry -> answers.put(entry.getKey(), entry.getValue().asLong()));
        answers.values().removeIf(count -> count == 0);
        var latencies =
                new Round.Latencies(millis(result.path("p50")), millis(result.path("p95")), millis(result.path("p99")));
        return Round.of(
                result.path("requests").asDouble() / result.path("seconds").asDouble(), latencies, answers);
    }

    private static double millis(JsonNode micros) {
        return micros.asDouble() / MICROS_A_MILLI;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** wrk wants a file. */
    private static Path script() {
        try (var resource = Wrk.class.getResourceAsStream(SCRIPT)) {
            var file = Files.createTempFile("wrk", ".lua");
            file.toFile().deleteOnExit();
            Files.write(file, resource.readAllBytes());
            return file;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
