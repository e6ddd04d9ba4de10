package rental.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A customer's stream of events, read as a browser reads it. */
final class EventStream implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;
    private static final String ID = "id: ";
    private static final String TYPE = "event: ";

    private final Stream<String> stream;
    private final Iterator<String> lines;

    /** An event, and the id to go on from. */
    record Event(long id, String type) {}

    private EventStream(Stream<String> stream) {
        this.stream = stream;
        this.lines = stream.iterator();
    }

    /** @param lastEventId where the one before ended */
    static EventStream open(String gateway, String token, Optional<Long> lastEventId) {
        var request =
                HttpRequest.newBuilder(URI.create(gateway + "/events")).header("Authorization", "Bearer " + token);
        lastEventId.ifPresent(id -> request.header("Last-Event-ID", id.toString()));
        var answer = HttpClient.newHttpClient()
                .sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines())
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        assertThat(answer.statusCode()).isEqualTo(200);
        return new EventStream(answer.body());
    }

    /** Waits for the next event; heartbeats are none. */
    Event next() {
        return CompletableFuture.supplyAsync(this::read)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private Event read() {
        var id = 0L;
        while (lines.hasNext()) {
            var line = lines.next();
            if (line.startsWith(ID)) {
                id = Long.parseLong(line.substring(ID.length()));
            } else if (line.startsWith(TYPE)) {
                return new Event(id, line.substring(TYPE.length()));
            }
        }
        throw new AssertionError("The stream has ended");
    }

    @Override
    public void close() {
        stream.close();
    }
}
