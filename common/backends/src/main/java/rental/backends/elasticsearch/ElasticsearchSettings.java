package rental.backends.elasticsearch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files a node is configured by, written anew before each start. */
record ElasticsearchSettings(ElasticsearchOptions options, int port) {
    /**
     * By default nothing is merged any more once a twentieth of the disk is all that is free, be that as much as 100 GB: each
     * write then makes a segment that stays, and all that is done for each segment costs more and more.
     */
    private static final String NODE = """
            cluster.name: rental
            node.name: rental
            discovery.type: single-node
            network.host: 127.0.0.1
            http.port: %d
            transport.port: 0
            path.data: "%s"
            path.logs: "%s"
            xpack.security.enabled: false
            cluster.routing.allocation.disk.threshold_enabled: false
            indices.merge.disk.watermark.high: 1gb
            action.auto_create_index: false
            """;

    /** One small heap, no garbage collector's log; out of memory it ends, to be started again. */
    private static final String JVM = """
            -Xms%1$dm
            -Xmx%1$dm
            -XX:+UseSerialGC
            -XX:+ExitOnOutOfMemoryError
            -Djava.io.tmpdir=${ES_TMPDIR}
            -Dorg.apache.lucene.store.MMapDirectory.sharedArenaMaxPermits=1
            20-:--add-modules=jdk.incubator.vector
            -Drental.folder=%2$s
            %3$s
            """;

    /**
     * Tests start often and ask little, so they go without the optimising compiler: a start takes 6 s of processor time instead
     * of 11. Others need it soon: when it was kept to what runs very often (8.4 s), the same searches and writes took half
     * as much again after half a minute.
     */
    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    private static final String LOGGING = """
            status = error

            appender.console.type = Console
            appender.console.name = console
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %m%n

            appender.rolling.type = RollingFile
            appender.rolling.name = rolling
            appender.rolling.fileName = ${sys:es.logs.base_path}/elasticsearch.log
            appender.rolling.filePattern = ${sys:es.logs.base_path}/elasticsearch-%i.log
            appender.rolling.layout.type = PatternLayout
            appender.rolling.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %m%n
            appender.rolling.policies.type = Policies
            appender.rolling.policies.size.type = SizeBasedTriggeringPolicy
            appender.rolling.policies.size.size = 10MB
            appender.rolling.strategy.type = DefaultRolloverStrategy
            appender.rolling.strategy.max = 2

            rootLogger.level = info
            rootLogger.appenderRef.console.ref = console
            rootLogger.appenderRef.rolling.ref = rolling
            """;

    Path config() {
        return options.folder().resolve("config");
    }

    Path temporary() {
        return options.folder().resolve("tmp");
    }

    Path logs() {
        return options.folder().resolve("logs");
    }

    void write() {
        try {
            Files.createDirectories(config());
            Files.createDirectories(temporary());
            Files.createDirectories(logs());
            Files.writeString(
                    config().resolve("elasticsearch.yml"),
                    NODE.formatted(port, options.folder().resolve("data"), logs()));
            Files.writeString(
                    config().resolve("jvm.options"),
                    JVM.formatted(options.heapMegabytes(), options.folder(), options.durable() ? "" : QUICK));
            Files.writeString(config().resolve("log4j2.properties"), LOGGING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the settings of Elasticsearch in " + config(), e);
        }
    }
}
