package rental.standalone.board;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import rental.backends.process.Ports;
import rental.testkit.ApiClient;

/** The machine's own Prometheus, which scrapes every second and answers queries. */
public final class PrometheusServer implements AutoCloseable {
    private static final Path COMMAND = Path.of("/usr/bin/prometheus");
    private static final Duration START = Duration.ofSeconds(30);
    private static final int STEP_SECONDS = 2;

    private final Process process;
    private final ApiClient client;

    /** What one line of a graph shows. @param values by the time they stand for */
    public record Series(Map<String, String> labels, SortedMap<Instant, Double> values) {}

    private PrometheusServer(Process process, ApiClient client) {
        this.process = process;
        this.client = client;
    }

    public static boolean isInstalled() {
        return Files.isExecutable(COMMAND);
    }

    /** @param ports the names of jobs, and where they tell their metrics */
    public static PrometheusServer start(Map<String, Integer> ports, Path folder) {
        var port = Ports.free();
        var settings = new StringBuilder("global: {scrape_interval: 1s}\nscrape_configs:\n");
        ports.forEach((job, target) -> settings.append("  - job_name: %s\n".formatted(job))
                .append("    static_configs: [{targets: ['127.0.0.1:%d']}]\n".formatted(target)));
        try {
            var file = Files.writeString(folder.resolve("prometheus.yaml"), settings);
            var process = new ProcessBuilder(
                            COMMAND.toString(),
                            "--config.file=" + file,
                            "--storage.tsdb.path=" + folder.resolve("prometheus"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.log").toFile())
                    .start();
            var server = new PrometheusServer(process, ApiClient.of("http://127.0.0.1:" + port));
            await().atMost(START)
                    .ignoreExceptions()
                    .until(() -> server.client.get("/-/ready").status() == 200);
            return server;
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    public List<Series> range(String query, Instant from, Instant to) {
        var answer = client.get("/api/v1/query_range?query=%s&start=%d&end=%d&step=%d"
                .formatted(
                        URLEncoder.encode(query, StandardCharsets.UTF_8),
                        from.getEpochSecond(),
                        to.getEpochSecond(),
                        STEP_SECONDS));
        if (answer.status() != 200) {
            throw new IllegalArgumentException(query + ": " + answer);
        }
        var all = new ArrayList<Series>();
        answer.json().at("/data/result").forEach(result -> all.add(series(result)));
        return all;
    }

    private static Series series(JsonNode result) {
        var labels = new TreeMap<String, String>();
        result.path("metric")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        var values = new TreeMap<Instant, Double>();
        result.path("values").forEach(pair -> {
            var value = Double.parseDouble(pair.get(1).asText().replace("+Inf", "Infinity"));
            if (Double.isFinite(value)) {
                values.put(Instant.ofEpochSecond(pair.get(0).asLong()), value);
            }
        });
        return new Series(labels, values);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(START.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
