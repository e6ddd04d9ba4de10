package rental.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Our own generator, {@link VertxLoad}, in a JVM of its own. */
public final class VertxGenerator implements HttpGenerator {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OPTIONS =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-Dvertx.disableDnsResolver=true");

    @Override
    public String name() {
        return "our generator on Vert.x";
    }

    @Override
    public Round run(HttpLoad load) {
        try {
            var result = Files.createTempFile("load", ".json");
            Commands.run(
                    Commands.java(
                            VertxLoad.class,
                            OPTIONS,
                            load.requests().server().toString(),
                            load.requests().file().toString(),
                            Integer.toString(load.connections()),
                            Long.toString(load.time().toMillis()),
                            Integer.toString(load.perSecond()),
                            result.toString()),
                    Map.of("LOG_FORMAT", "text"));
            return read(result);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static void write(Round round, Path file) throws IOException {
        JSON.writeValue(file.toFile(), round);
    }

    private static Round read(Path file) throws IOException {
        var round = JSON.readValue(file.toFile(), Round.class);
        Files.delete(file);
        return round;
    }
}
