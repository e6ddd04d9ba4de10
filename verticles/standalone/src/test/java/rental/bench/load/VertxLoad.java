package rental.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * A load generator on one event loop. It writes the requests' bytes as they are and reads of an answer only what tells where
 * it ends, so that it asks little of the processors that it shares with the server.
 *
 * <p>At a fixed rate, a request that finds all connections busy waits for one, and its latency counts from when it was due.
 * What still waits at the end was never sent and is told as {@code unsent}.
 */
public final class VertxLoad {
    private static final long NANOS_A_MILLI = 1_000_000;

    /** A JVM that has just begun is slow, which says nothing of the server: what it does first is not counted. */
    private static final long WARM_UP_NANOS = 1_500 * NANOS_A_MILLI;

    private static final double NANOS_A_SECOND = 1e9;

    private final int connections;
    private final long nanos;
    private final int perSecond;
    private final List<Buffer> requests;
    private final Map<String, Long> answers = new TreeMap<>();
    private final LatencyRecord latencies = new LatencyRecord();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Deque<Long> due = new ArrayDeque<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private long begun;
    private long counting;
    private long planned;
    private int sent;
    private double seconds;

    private VertxLoad(List<Buffer> requests, int connections, long millis, int perSecond) {
        this.requests = requests;
        this.connections = connections;
        this.nanos = millis * NANOS_A_MILLI;
        this.perSecond = perSecond;
    }

    /** @param arguments server, file of requests, connections, milliseconds, requests a second or 0, file for the result */
    public static void main(String[] arguments) throws Exception {
        var requests = Requests.read(Path.of(arguments[1])).stream()
                .map(Buffer::buffer)
                .toList();
        var load = new VertxLoad(
                requests, Integer.parseInt(arguments[2]), Long.parseLong(arguments[3]), Integer.parseInt(arguments[4]));
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        vertx.runOnContext(start -> load.begin(vertx, URI.create(arguments[0])));
        load.over.await();
        Commands.write(load.round(), arguments[5]);
        // Closing would wait for connections to say goodbye.
        Runtime.getRuntime().halt(0);
    }

    private void begin(Vertx vertx, URI server) {
        var client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
        var opening = IntStream.range(0, connections)
                .mapToObj(n -> client.connect(server.getPort(), server.getHost())
                        .map(Connection::new)
                        .onSuccess(idle::add))
                .toList();
        Future.join(opening).onComplete(opened -> {
            count("not connected", opening.stream().filter(Future::failed).count());
            begun = System.nanoTime();
            vertx.setTimer(WARM_UP_NANOS / NANOS_A_MILLI, warm -> counting = System.nanoTime());
            vertx.setTimer((WARM_UP_NANOS + nanos) / NANOS_A_MILLI, end -> end());
            if (perSecond == 0) {
                new ArrayList<>(idle).forEach(connection -> connection.send(System.nanoTime()));
            } else {
                vertx.setPeriodic(1, tick -> plan());
            }
        });
    }

    private void end() {
        seconds = (System.nanoTime() - counting) / NANOS_A_SECOND;
        count("unsent", due.size());
        over.countDown();
    }

    /** Makes due what should have been sent by now. */
    private void plan() {
        var target = (long) ((System.nanoTime() - begun) / NANOS_A_SECOND * perSecond);
        while (planned < target) {
            planned++;
            due.add(begun + (long) (planned * NANOS_A_SECOND / perSecond));
        }
        while (!due.isEmpty() && !idle.isEmpty()) {
            idle.poll().send(due.poll());
        }
    }

    private void count(String answer, long times) {
        if (times > 0) {
            answers.merge(answer, times, Long::sum);
        }
    }

    private Round round() {
        return Round.of(latencies.count() / seconds, latencies.summary(), answers);
    }

    /** One connection, with one request under way at most. */
    private final class Connection {
        private final NetSocket socket;
        private final AnswerReader reader = new AnswerReader();
        private long since;

        Connection(NetSocket socket) {
            this.socket = socket;
            socket.handler(this::received);
            socket.closeHandler(closed -> count("connection lost", over.getCount()));
        }

        void send(long dueSince) {
            since = dueSince;
            socket.write(requests.get(sent++ % requests.size()));
        }

        private void received(Buffer bytes) {
            reader.read(bytes).ifPresent(status -> {
                if (over.getCount() == 0) {
                    return;
                }
                if (counting > 0) {
                    count(Integer.toString(status), 1);
                    latencies.add(System.nanoTime() - since);
                }
                next();
            });
        }

        private void next() {
            if (perSecond == 0) {
                send(System.nanoTime());
            } else if (due.isEmpty()) {
                idle.add(this);
            } else {
                send(due.poll());
            }
        }
    }
}
