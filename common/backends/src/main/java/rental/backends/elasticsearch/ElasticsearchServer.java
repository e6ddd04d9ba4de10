package rental.backends.elasticsearch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.backends.process.BackendException;
import rental.backends.process.Commands;
import rental.backends.process.Orphans;
import rental.backends.process.Patience;
import rental.backends.process.Ports;
import rental.backends.process.Processes;
import rental.backends.process.ServerUser;
import rental.backends.process.Supervisor;

/** The process of one Elasticsearch node and the folder it works in. */
final class ElasticsearchServer implements Supervisor.Server {
    private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchServer.class);
    private static final String PID = "elasticsearch.pid";
    private static final String LAUNCHER_PID = "launcher.pid";

    private final ElasticsearchOptions options;
    private final ElasticsearchSettings settings;
    private final Path home;
    private final int port;
    private final Path output;
    private final HttpClient client = HttpClient.newHttpClient();

    ElasticsearchServer(ElasticsearchOptions options, Path home, int port) {
        this.options = options;
        this.settings = new ElasticsearchSettings(options, port);
        this.home = home;
        this.port = port;
        this.output = options.folder().resolve("start.log");
    }

    /** The launcher, which ends when the node is up, and the node: a hard kill of the JVM during a start leaves both. */
    static List<ProcessHandle> orphans(Path folder) {
        var mark = folder.toAbsolutePath().normalize().toString();
        return Stream.of(LAUNCHER_PID, PID)
                .map(folder::resolve)
                .flatMap(file -> Orphans.find(file, mark).stream())
                .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process)))
                .toList();
    }

    int port() {
        return port;
    }

    @Override
    public String name() {
        return "Elasticsearch";
    }

    /** Ends what an earlier run left behind. */
    void prepare() {
        orphans(options.folder()).forEach(process -> {
            LOG.info("Stopping the Elasticsearch (process {}) that an earlier run left behind", process.pid());
            stop(process);
        });
        Ports.requireFree(port, name(), "ELASTICSEARCH_PORT");
    }

    @Override
    public ProcessHandle start() {
        LOG.info("Starting Elasticsearch on port {} (some 10 s)", port);
        var pidFile = options.folder().resolve(PID);
        try {
            Files.deleteIfExists(pidFile);
            Files.deleteIfExists(output);
            settings.write();
            ServerUser.current().own(options.folder());
            var launcher = launch(pidFile);
            Files.writeString(options.folder().resolve(LAUNCHER_PID), Long.toString(launcher.pid()));
            awaitLaunched(launcher);
            var process = ProcessHandle.of(
                            Long.parseLong(Files.readString(pidFile).strip()))
                    .orElseThrow(
                            () -> new BackendException("Elasticsearch has ended at once:\n" + Commands.tail(output)));
            awaitAnswer(process);
            return process;
        } catch (IOException e) {
            throw new BackendException("Elasticsearch cannot be started: " + e.getMessage(), e);
        }
    }

    /** The launcher puts the node into the background and ends when that is up, which spares the memory of its JVM. */
    private Process launch(Path pidFile) throws IOException {
        var command = List.of(
                home.resolve("bin").resolve("elasticsearch").toString(),
                "--daemonize",
                "--pidfile",
                pidFile.toString());
        var builder = Commands.inOwnSession(command, output);
        builder.environment().put("ES_PATH_CONF", settings.config().toString());
        builder.environment().put("ES_TMPDIR", settings.temporary().toString());
        builder.environment().put("ES_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("CLI_JAVA_OPTS", "-Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        return builder.start();
    }

    private void awaitLaunched(Process launcher) {
        var patience = Patience.of(name(), LOG);
        try {
            while (launcher.isAlive()) {
                patience.pause();
            }
        } catch (RuntimeException e) {
            Stream.concat(launcher.descendants(), Stream.of(launcher.toHandle()))
                    .forEach(ProcessHandle::destroyForcibly);
            throw e;
        }
        if (launcher.exitValue() != 0) {
            throw new BackendException("Elasticsearch does not start:\n" + Commands.tail(output));
        }
    }

    private void awaitAnswer(ProcessHandle process) {
        var patience = Patience.of(name(), LOG);
        try {
            while (!answers()) {
                if (!process.isAlive()) {
                    throw new BackendException("Elasticsearch has ended while starting; see " + settings.logs());
                }
                patience.pause();
            }
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private boolean answers() {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/_cluster/health?wait_for_status=yellow&timeout=5s"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            // Not listening yet.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void stop(ProcessHandle process) {
        if (options.durable()) {
            Processes.stop(process);
        } else {
            Processes.kill(process);
        }
    }
}
