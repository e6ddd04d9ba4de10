package rental.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import rental.testkit.SpanCollector;
import rental.testkit.SpanCollector.Span;

/** The spans that one journey leaves behind in six processes, and how they must hang together. */
final class TracedBooking {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CLIENT = "00f067aa0ba902b7";

    private final SpanCollector collector;
    private final String traceId = UUID.randomUUID().toString().replace("-", "");

    TracedBooking(SpanCollector collector) {
        this.collector = collector;
    }

    /** What the client sends along. */
    String traceparent() {
        return "00-" + traceId + "-" + CLIENT + "-01";
    }

    /** Waits for the ways of a request that writes, of one that searches, and of the events and the mail that follow. */
    void untilWhole() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            follows(
                    "rental-gateway createBooking",
                    "rental-gateway ask rental.booking.api",
                    "rental-booking serve rental.booking.api");
            follows("rental-booking serve rental.booking.api", "rental-booking INSERT ");
            follows(
                    "rental-gateway searchCars",
                    "rental-gateway ask rental.search.api",
                    "rental-search serve rental.search.api");
            follows("rental-search serve rental.search.api", "rental-search POST _search");
            follows("rental-search serve rental.search.api", "rental-search ask rental.booking.availability");
            follows(
                    "rental-booking deliver booking to notification",
                    "rental-booking ask rental.events.booking.notification",
                    "rental-notification serve rental.events.booking.notification",
                    "rental-notification INSERT ");
            follows("rental-notification send mail", "rental-notification SMTP");
        });
        assertThat(spans().filter(span -> span.name().equals("createBooking")))
                .isNotEmpty()
                .allSatisfy(span -> assertThat(span.parentId()).isEqualTo(CLIENT));
    }

    /** No email, password or token of the journey stands in a span. */
    void tellsNoSecret() {
        assertThat(spans().toList().toString()).doesNotContain("@example.com", "Password123", "Bearer", "eyJ");
    }

    private void follows(String... path) {
        var found = spans().filter(span -> isCalled(span, path[0]))
                .anyMatch(span -> leads(span, List.of(path).subList(1, path.length)));
        assertThat(found)
                .as(
                        "%s in %s",
                        String.join(" → ", path),
                        spans().map(TracedBooking::words).toList())
                .isTrue();
    }

    private boolean leads(Span from, List<String> path) {
        if (path.isEmpty()) {
            return true;
        }
        return spans().filter(span -> span.parentId().equals(from.id()) && isCalled(span, path.get(0)))
                .anyMatch(span -> leads(span, path.subList(1, path.size())));
    }

    private static boolean isCalled(Span span, String words) {
        return words(span).startsWith(words);
    }

    private static String words(Span span) {
        return span.service() + " " + span.name();
    }

    private Stream<Span> spans() {
        return collector.trace(traceId).stream();
    }
}
