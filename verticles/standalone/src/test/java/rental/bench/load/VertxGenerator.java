package rental.bench.load;

import java.util.List;

/** Our own generator, {@link VertxLoad}, in a JVM of its own. */
public final class VertxGenerator implements HttpGenerator {
    /** A short run at a bounded rate: compiling for speed would take more of the processors than it gives back. */
    static final List<String> OPTIONS =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dvertx.disableDnsResolver=true");

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
                Integer.toString(load.perSecond()),
                Long.toString(load.time().toMillis()));
    }
}
