package rental.notification;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;

/** A client of the event stream, which reads server-sent events as a browser does. */
final class Listener implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Lines lines = new Lines();
    private volatile int status;
    private volatile String contentType = "";

    private Listener() {}

    /** @param lastEventId null for none */
    static Listener open(int port, String token, String lastEventId) {
        return ask(port, token, lastEventId).answered();
    }

    /** Asks for all of them before any is answered. */
    static List<Listener> openAtOnce(int count, int port, String token) {
        var asked =
                IntStream.range(0, count).mapToObj(n -> ask(port, token, null)).toList();
        return asked.stream().map(Listener::answered).toList();
    }

    private static Listener ask(int port, String token, String lastEventId) {
        var listener = new Listener();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/events"))
                .header("Authorization", "Bearer " + token)
                .header("Accept-Encoding", "gzip");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HTTP.sendAsync(request.build(), listener::read);
        return listener;
    }

    private Listener answered() {
        lines.began.orTimeout(PATIENCE.toSeconds(), SECONDS).join();
        return this;
    }

    /** One event as it arrived. */
    record Told(String id, String type, String data) {
        static List<Long> positions(List<Told> told) {
            return told.stream().map(event -> Long.valueOf(event.id())).toList();
        }
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    List<Told> told() {
        return lines.events;
    }

    /** Waits for as many events. */
    List<Told> told(int count) {
        await().atMost(PATIENCE).until(() -> lines.events.size() >= count);
        return List.copyOf(lines.events);
    }

    String lastEventId() {
        return lines.lastEventId;
    }

    boolean isOver() {
        return lines.over;
    }

    @Override
    public void close() {
        lines.cancel();
    }

    private HttpResponse.BodySubscriber<Void> read(HttpResponse.ResponseInfo info) {
        contentType = info.headers().firstValue("content-type").orElse("");
        status = info.statusCode();
        return BodyHandlers.fromLineSubscriber(lines).apply(info);
    }

    /** Puts lines together to events. */
    private static final class Lines implements Flow.Subscriber<String> {
        private final List<Told> events = new CopyOnWriteArrayList<>();
        private Flow.Subscription subscription;
        private final CompletableFuture<Void> began = new CompletableFuture<>();
        private volatile boolean over;
        private volatile String lastEventId = "";
        private String id = "";
        private String type = "";
        private String data = "";

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            began.complete(null);
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                type = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.isEmpty()) {
                dispatch();
            }
        }

        private void dispatch() {
            lastEventId = id;
            if (!data.isEmpty()) {
                events.add(new Told(id, type, data));
            }
            type = "";
            data = "";
        }

        @Override
        public void onError(Throwable broken) {
            began.completeExceptionally(broken);
            over = true;
        }

        @Override
        public void onComplete() {
            began.complete(null);
            over = true;
        }

        void cancel() {
            if (subscription != null) {
                subscription.cancel();
            }
        }
    }
}
