package rental.backends.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.backends.process.Archives;
import rental.backends.process.BackendException;
import rental.backends.process.Versions;

/** The programs of PostgreSQL, as they come on the class path for each system and processor, unpacked. */
record PostgresBinaries(Path home) {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);

    /** Unpacks the programs into the folder unless they are there. Safe to be called by many JVMs at once. */
    static PostgresBinaries in(Path folder) {
        var home = folder.resolve("postgres-" + Versions.POSTGRES);
        Archives.unpackOnce(home, target -> {
            LOG.info("Unpacking PostgreSQL into {}", home);
            try (var archive = archive()) {
                Archives.untarXz(archive, target);
            }
        });
        return new PostgresBinaries(home);
    }

    List<String> initdb(Path data, Path passwordFile) {
        return List.of(
                program("initdb"),
                "--pgdata=" + data,
                "--username=" + EmbeddedPostgres.SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // The same order and the same case rules on every machine, whatever its locale.
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-instructions");
    }

    String postgres() {
        return program("postgres");
    }

    /** Waits for what runs now, takes nothing new, and leaves a data folder that needs no recovery. */
    List<String> stop(Path data, String mode) {
        return List.of(
                program("pg_ctl"), "stop", "--pgdata=" + data, "--mode=" + mode, "--wait", "--timeout=25", "--silent");
    }

    private String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static InputStream archive() throws IOException {
        var system = System.getProperty("os.name");
        var processor = System.getProperty("os.arch");
        try {
            // The archives go by the names that uname has for systems.
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                    system.startsWith("Mac") ? "Darwin" : system, processor);
        } catch (IllegalStateException e) {
            throw new BackendException(
                    "There is no PostgreSQL here for " + system + " on " + processor
                            + "; set BACKENDS to external or containers",
                    e);
        }
    }
}
