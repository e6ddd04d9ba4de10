package rental.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Runs scripts on so many connections, each after the one before, and repeats what others were in the way of. */
public final class SqlLoopMain {
    private static final Pattern VALUE = Pattern.compile("(?<!:):([a-z_]\\w*)");
    private static final Set<String> REPEATED = Set.of("40001", "40P01");
    private static final double NANOS_A_SECOND = 1e9;
    private static final long NANOS_A_MILLI = 1_000_000;

    private final List<Prepared> scripts;
    private final LatencyRecord latencies = new LatencyRecord();
    private final Map<String, Long> answers = new TreeMap<>();
    private final Map<String, Long> retries = new TreeMap<>();
    private long end;

    private SqlLoopMain(List<Script> scripts) {
        this.scripts = scripts.stream().map(Prepared::of).toList();
    }

    /** @param arguments the file of the order, the file for the result */
    public static void main(String[] arguments) throws Exception {
        var order = new ObjectMapper().readValue(new File(arguments[0]), SqlLoop.Order.class);
        var vertx = Vertx.vertx();
        var loop = new SqlLoopMain(order.scripts());
        var context = vertx.getOrCreateContext();
        var round = Future.<Round>future(
                done -> context.runOnContext(begin -> loop.run(vertx, order).onComplete(done)));
        Commands.write(round.toCompletionStage().toCompletableFuture().get(), arguments[1]);
        vertx.close().await();
    }

    private Future<Round> run(Vertx vertx, SqlLoop.Order order) {
        var options = PgConnectOptions.fromUri(order.database()).setCachePreparedStatements(true);
        options.setPreparedStatementCacheSqlFilter(sql -> true);
        options.getProperties().put("default_transaction_isolation", order.isolation());
        var begun = System.nanoTime();
        end = begun + order.millis() * NANOS_A_MILLI;
        var clients = IntStream.range(0, order.connections())
                .mapToObj(n -> PgConnection.connect(vertx, options)
                        .compose(connection -> Future.<Void>future(done -> keepOn(connection, done))))
                .toList();
        return Future.all(clients)
                .map(done -> Round.of(
                                latencies.count() / ((System.nanoTime() - begun) / NANOS_A_SECOND),
                                latencies.summary(),
                                answers)
                        .with(retries, Map.of()));
    }

    /** Not a chain of futures, which would grow with every run. */
    private void keepOn(PgConnection connection, Promise<Void> over) {
        if (System.nanoTime() > end) {
            connection.close().onComplete(over);
            return;
        }
        var script = scripts.get(ThreadLocalRandom.current().nextInt(scripts.size()));
        var since = System.nanoTime();
        once(connection, script, script.values()).onFailure(over::fail).onSuccess(done -> {
            latencies.add(System.nanoTime() - since);
            answers.merge("done", 1L, Long::sum);
            keepOn(connection, over);
        });
    }

    private Future<Void> once(PgConnection connection, Prepared script, Tuple values) {
        return connection
                .preparedQuery(script.sql())
                .execute(values)
                .<Void>mapEmpty()
                .recover(fault -> {
                    if (fault instanceof PgException refused && REPEATED.contains(refused.getSqlState())) {
                        retries.merge(refused.getSqlState(), 1L, Long::sum);
                        return once(connection, script, values);
                    }
                    return Future.failedFuture(fault);
                });
    }

    /** A script in the form of this client: numbered parameters, each with where its value comes from. */
    private record Prepared(String sql, List<Supplier<Object>> sources) {

        static Prepared of(Script script) {
            var sources = new ArrayList<Supplier<Object>>();
            var sql = VALUE.matcher(script.sql()).replaceAll(found -> {
                var name = found.group(1);
                var range = script.randoms().get(name);
                sources.add(range == null ? () -> script.texts().get(name) : () -> draw(range));
                return Matcher.quoteReplacement("$" + sources.size() + (range == null ? "::text" : "::int8"));
            });
            return new Prepared(sql, sources);
        }

        private static Object draw(Script.Range range) {
            return ThreadLocalRandom.current().nextLong(range.from(), range.to() + 1);
        }

        Tuple values() {
            return Tuple.from(sources.stream().map(Supplier::get).toList());
        }
    }
}
