package rental.standalone.deployment;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds alerts, board and runbook to the meters that the code has and to each other. */
class AlertsTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern METER = Pattern.compile("\"(rental(?:\\.[a-z]+)+)\",");
    private static final Pattern METRIC = Pattern.compile("\\brental_[a-z_]+");
    private static final Pattern UNIT = Pattern.compile("(_seconds)?(_count|_sum|_bucket|_total|_max)?$");

    @Test
    void everyAlertHasItsPageInTheRunbook() {
        var pages = headings(read(ROOT.resolve("docs/runbook.md")));

        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            var name = alert.path("alert").asText();
            assertThat(pages).contains(name);
            assertThat(alert.at("/annotations/runbook").asText())
                    .isEqualTo("docs/runbook.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
        });
    }

    @Test
    void alertsAskForMetersThatTheCodeHas() {
        assertThat(metrics(alerts().stream().map(alert -> alert.path("expr").asText())))
                .isNotEmpty()
                .isSubsetOf(meters());
    }

    @Test
    void theBoardAsksForMetersThatTheCodeHas() {
        var board = DeploymentFiles.documents(DeploymentFiles.FOLDER.resolve("grafana/dashboards/rental.json"))
                .get(0);
        var queries = board.findValues("expr").stream().map(JsonNode::asText);

        assertThat(metrics(queries)).isNotEmpty().isSubsetOf(meters());
    }

    @Test
    void everyServiceIsScrapedAtThePortThatItIsProbedAt() {
        var config = DeploymentFiles.documents(DeploymentFiles.FOLDER.resolve("prometheus/prometheus.yaml"))
                .get(0);
        var probed = DeploymentFiles.text("assemble.sh");

        assertThat(config.path("scrape_configs"))
                .hasSize(6)
                .allSatisfy(job -> assertThat(probed)
                        .contains(job.path("job_name").asText() + ") port="
                                + job.at("/dns_sd_configs/0/port").asText()));
    }

    private static List<JsonNode> alerts() {
        var file = DeploymentFiles.documents(DeploymentFiles.FOLDER.resolve("prometheus/alerts.yaml"));
        return DeploymentFiles.stream(file.get(0).at("/groups/0/rules")).toList();
    }

    private static Set<String> headings(String page) {
        return page.lines()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .collect(toSet());
    }

    /** The names of meters without what Prometheus puts behind them. */
    private static Set<String> metrics(Stream<String> queries) {
        return METRIC.matcher(queries.collect(joining("\n")))
                .results()
                .map(match -> UNIT.matcher(match.group()).replaceFirst(""))
                .collect(toSet());
    }

    private static Set<String> meters() {
        return Stream.of("common", "verticles")
                .flatMap(folder -> sources(ROOT.resolve(folder)))
                .flatMap(source -> METER.matcher(read(source)).results())
                .map(match -> UNIT.matcher(match.group(1).replace('.', '_')).replaceFirst(""))
                .collect(toSet());
    }

    private static Stream<Path> sources(Path folder) {
        try (var files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().contains("/src/main/java/")
                            && file.toString().endsWith(".java"))
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
