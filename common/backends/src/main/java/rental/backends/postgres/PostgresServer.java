package rental.backends.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.backends.process.BackendException;
import rental.backends.process.Commands;
import rental.backends.process.Folders;
import rental.backends.process.Orphans;
import rental.backends.process.Patience;
import rental.backends.process.Ports;
import rental.backends.process.Processes;
import rental.backends.process.ServerUser;
import rental.backends.process.Supervisor;
import rental.backends.process.Versions;

/** The process of one PostgreSQL server and the folder it works in. */
final class PostgresServer implements Supervisor.Server {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final int STATUS_LINE = 7;

    private final PostgresOptions options;
    private final PostgresBinaries binaries;
    private final int port;
    private final Path data;
    private final Path output;

    PostgresServer(PostgresOptions options, PostgresBinaries binaries, int port) {
        this.options = options;
        this.binaries = binaries;
        this.port = port;
        this.data = data(options.folder());
        this.output = options.folder().resolve("postgres.log");
    }

    private static Path data(Path folder) {
        return folder.toAbsolutePath().normalize().resolve("data");
    }

    private static Path pidFile(Path data) {
        return data.resolve("postmaster.pid");
    }

    static Optional<ProcessHandle> orphan(Path folder) {
        var data = data(folder);
        return Orphans.find(pidFile(data), data.toString());
    }

    int port() {
        return port;
    }

    Path log() {
        return output;
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    /** Ends what an earlier run left behind and, on the first start, makes the data folder. */
    void prepare(Path passwordFile) {
        orphan(options.folder()).ifPresent(process -> {
            LOG.info("Stopping the PostgreSQL (process {}) that an earlier run left behind", process.pid());
            stop(process);
        });
        Logs.keepShort(output);
        Ports.requireFree(port, name(), "POSTGRES_PORT");
        if (Files.exists(data.resolve("PG_VERSION"))) {
            requireOurVersion();
        } else {
            create(passwordFile);
        }
    }

    private void requireOurVersion() {
        try {
            var version = Files.readString(data.resolve("PG_VERSION")).strip();
            if (!version.equals(Versions.postgresMajor())) {
                throw new BackendException(
                        "The data in %s is of PostgreSQL %s, this is %s. Set DATA_DIR to another folder."
                                .formatted(data, version, Versions.postgresMajor()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + data, e);
        }
    }

    /** Beside its place and renamed, so that a JVM killed meanwhile leaves no half of a database. */
    private void create(Path passwordFile) {
        LOG.info("Creating the data folder of PostgreSQL, {}", data);
        var unfinished = data.resolveSibling("data.unfinished");
        try {
            Folders.delete(unfinished);
            var command = new ArrayList<>(binaries.initdb(unfinished, passwordFile));
            if (!options.durable()) {
                command.add("--no-sync");
            }
            Commands.run("Creating the data folder of PostgreSQL", Commands.inOwnSession(command, output), output);
            Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create " + data, e);
        }
    }

    @Override
    public ProcessHandle start() {
        LOG.info("Starting PostgreSQL on port {}", port);
        try {
            if (orphan(options.folder()).isEmpty()) {
                // Left by a hard kill. The id in it may be some other process's by now, for which the server would wait
                // in vain.
                Files.deleteIfExists(pidFile(data));
            }
            ServerUser.current().own(options.folder());
            var process = Commands.inOwnSession(command(), output).start();
            awaitReady(process);
            return process.toHandle();
        } catch (IOException e) {
            throw new BackendException("PostgreSQL cannot be started: " + e.getMessage(), e);
        }
    }

    private List<String> command() {
        var switched = options.durable() ? "on" : "off";
        var settings = List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=" + switched,
                "synchronous_commit=" + switched,
                "full_page_writes=" + switched,
                "max_connections=400",
                "shared_buffers=128MB",
                "timezone=UTC",
                "log_timezone=UTC",
                "log_line_prefix=%m [%p] %d ",
                // A statement holds what people have sent: it does not belong into a log.
                "log_min_error_statement=panic",
                "log_error_verbosity=terse");
        var command = new ArrayList<>(List.of(binaries.postgres(), "-D", data.toString()));
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    private void awaitReady(Process process) {
        var patience = Patience.of("PostgreSQL", LOG);
        try {
            while (!isReady()) {
                if (!process.isAlive()) {
                    throw new BackendException("PostgreSQL does not start:\n" + Commands.tail(output));
                }
                patience.pause();
            }
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** The server itself writes into its pid file when it takes connections. */
    private boolean isReady() {
        try {
            var lines = Files.readAllLines(pidFile(data));
            return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
        } catch (IOException e) {
            // Not written yet.
            return false;
        }
    }

    @Override
    public void stop(ProcessHandle process) {
        var mode = options.durable() ? "fast" : "immediate";
        try {
            Commands.run("Stopping PostgreSQL", Commands.inOwnSession(binaries.stop(data, mode), output), output);
        } catch (BackendException e) {
            if (process.isAlive()) {
                LOG.warn("PostgreSQL does not stop when asked: it is killed, and recovers on the next start", e);
            }
        } finally {
            if (process.isAlive() && !Processes.endsWithin(process, Duration.ofSeconds(1))) {
                Processes.kill(process);
            }
        }
    }
}
