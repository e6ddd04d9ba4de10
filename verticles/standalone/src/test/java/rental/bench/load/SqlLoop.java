package rental.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** The place of pgbench where it is missing: {@link SqlLoopMain} in a JVM of its own. */
final class SqlLoop implements SqlGenerator {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OPTIONS =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-Dvertx.disableDnsResolver=true");

    @Override
    public String name() {
        return "a loop on Vert.x's PostgreSQL client";
    }

    @Override
    public Round run(SqlLoad load) {
        try {
            var order = Files.createTempFile("sql", ".json");
            JSON.writeValue(order.toFile(), Order.of(load));
            var round = Commands.measure(SqlLoopMain.class, OPTIONS, order.toString());
            Files.delete(order);
            return round;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** What the other process is told. */
    record Order(String database, String isolation, List<Script> scripts, int connections, long millis) {
        static Order of(SqlLoad load) {
            return new Order(
                    load.database(),
                    load.isolation(),
                    load.scripts(),
                    load.connections(),
                    load.time().toMillis());
        }
    }
}
