package rental.bench.load;

import java.util.List;

/** Our own generator, {@link VertxLoad}, in a JVM of its own. */
public final class VertxGenerator implements HttpGenerator {
    private static final List<String> OPTIONS =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-Dvertx.disableDnsResolver=true");

    @Override
    public String name() {
        return "our generator on Vert.x";
    }

    @Override
    public Round run(HttpLoad load) {
        return Commands.measure(
                VertxLoad.class,
                OPTIONS,
                load.requests().server().toString(),
                load.requests().file().toString(),
                Integer.toString(load.connections()),
                Long.toString(load.time().toMillis()),
                Integer.toString(load.perSecond()));
    }
}
