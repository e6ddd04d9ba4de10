package rental.bench.load;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A load generator on one event loop. It writes the requests' bytes as they are and reads of an answer only what tells where
 * it ends, so that it asks little of the processors that it shares with the server.
 *
 * <p>At a fixed rate, a request that finds all connections busy waits for one, and its latency counts from when it was due.
 * What still waits when a round is cut off is told as {@code unsent}.
 */
public final class VertxLoad {
    private static final Logger LOG = LoggerFactory.getLogger(VertxLoad.class);
    private static final long NANOS_A_MILLI = 1_000_000;

    /** A JVM that has just begun is slow, which says nothing of the server: what it does first is not counted. */
    private static final long WARM_UP_MILLIS = 1_500;

    private static final double NANOS_A_SECOND = 1e9;
    private static final long MILLIS_A_SECOND = 1_000;

    private final Vertx vertx;
    private final Context context;
    private final List<Buffer> requests;
    private final int perSecond;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Deque<Long> due = new ArrayDeque<>();

    /** Kept, for a client that nobody refers to is closed by the garbage collector, and all its connections with it. */
    private final NetClient client;

    private Map<String, Long> answers = new TreeMap<>();
    private LatencyRecord latencies = new LatencyRecord();
    private long begun;
    private long counting;
    private long planned;
    private int sent;

    private VertxLoad(Vertx vertx, List<Buffer> requests, int perSecond) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.requests = requests;
        this.perSecond = perSecond;
        this.client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    }

    /** @param arguments server, file of requests, connections, requests a second or 0, milliseconds, file for the result */
    public static void main(String[] arguments) throws IOException {
        var millis = Long.parseLong(arguments[4]);
        ofProcess(arguments)
                .compose(load -> load.vertx.timer(millis, TimeUnit.MILLISECONDS).compose(end -> load.cut()))
                .onComplete(round -> end(round, arguments[5]));
    }

    /** What a process sends, on one event loop. @param arguments server, file of requests, connections, requests a second or 0 */
    static Future<VertxLoad> ofProcess(String[] arguments) throws IOException {
        var requests = Requests.read(Path.of(arguments[1])).stream()
                .map(Buffer::buffer)
                .toList();
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        return begin(
                vertx,
                URI.create(arguments[0]),
                requests,
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]));
    }

    /**
     * Opens connections and begins to send.
     *
     * @param perSecond 0 to send as soon as a connection is free
     * @return completes when what comes back begins to count
     */
    static Future<VertxLoad> begin(Vertx vertx, URI server, List<Buffer> requests, int connections, int perSecond) {
        var load = new VertxLoad(vertx, requests, perSecond);
        return load.on(() -> load.open(server, connections)).map(load);
    }

    /** What came back since counting began, or since the last round was cut off. */
    Future<Round> cut() {
        return on(() -> {
            var now = System.nanoTime();
            count("unsent", due.size());
            var round = Round.of(latencies.count() * NANOS_A_SECOND / (now - counting), latencies.summary(), answers);
            answers = new TreeMap<>();
            latencies = new LatencyRecord();
            counting = now;
            return Future.succeededFuture(round);
        });
    }

    /** All is done on one event loop. */
    private <T> Future<T> on(Supplier<Future<T>> work) {
        var done = Promise.<T>promise();
        context.runOnContext(free -> work.get().onComplete(done));
        return done.future();
    }

    private Future<Void> open(URI server, int connections) {
        var opening = IntStream.range(0, connections)
                .mapToObj(n -> client.connect(server.getPort(), server.getHost())
                        .map(Connection::new)
                        .onSuccess(idle::add))
                .toList();
        return Future.join(opening).transform(opened -> {
            count("not connected", opening.stream().filter(Future::failed).count());
            begun = System.nanoTime();
            if (perSecond == 0) {
                new ArrayList<>(idle).forEach(connection -> connection.send(System.nanoTime()));
            } else {
                vertx.setPeriodic(Math.max(1, MILLIS_A_SECOND / perSecond), tick -> plan());
            }
            return vertx.timer(WARM_UP_MILLIS, TimeUnit.MILLISECONDS)
                    .onSuccess(warm -> counting = System.nanoTime())
                    .mapEmpty();
        });
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

    /** Closing would wait for connections to say goodbye. */
    private static void end(AsyncResult<Round> round, String file) {
        var code = 1;
        try {
            if (round.failed()) {
                LOG.error("The load fails", round.cause());
            } else {
                Commands.write(round.result(), file);
                code = 0;
            }
        } catch (IOException unwritable) {
            LOG.error("The result cannot be written", unwritable);
        } finally {
            Runtime.getRuntime().halt(code);
        }
    }

    /** One connection, with one request under way at most. */
    private final class Connection {
        private final NetSocket socket;
        private final AnswerReader reader = new AnswerReader();
        private long since;

        Connection(NetSocket socket) {
            this.socket = socket;
            socket.handler(this::received);
            socket.closeHandler(closed -> count("connection lost", 1));
            // Its client is being closed, and gives it half a minute.
            socket.shutdownHandler(closing -> count("connection given up", 1));
        }

        void send(long dueSince) {
            since = dueSince;
            socket.write(requests.get(sent++ % requests.size()));
        }

        private void received(Buffer bytes) {
            reader.read(bytes).ifPresent(status -> {
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
