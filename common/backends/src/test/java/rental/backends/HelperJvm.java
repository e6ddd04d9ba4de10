package rental.backends;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Another JVM that starts a backend, says which process that is, and waits to be killed. */
final class HelperJvm {
    private HelperJvm() {}

    /** The server process that a JVM started which has been killed the hard way since. */
    static ProcessHandle killedAfterStarting(String backend, Path folder) throws IOException {
        var helper = start(backend, folder);
        try (var answer = helper.inputReader(StandardCharsets.UTF_8)) {
            var line = answer.lines()
                    .filter(text -> text.startsWith("process "))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("The helper has ended without a word"));
            return ProcessHandle.of(Long.parseLong(line.substring("process ".length())))
                    .orElseThrow();
        } finally {
            helper.destroyForcibly().onExit().join();
        }
    }

    static Process start(String backend, Path folder) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HelperJvm.class.getName(),
                backend,
                folder.toString());
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[1]);
        var process = switch (arguments[0]) {
            case "postgres" -> postgres(folder);
            case "elasticsearch" -> elasticsearch(folder);
            case "both" -> both(folder);
            default -> throw new IllegalArgumentException(arguments[0]);
        };
        System.out.println("process " + process.pid());
        new CountDownLatch(1).await();
    }

    private static ProcessHandle postgres(Path folder) throws Exception {
        var postgres = EmbeddedPostgres.start(PostgresOptions.durable(folder, 0));
        try (var connection = EmbeddedPostgresTest.connect(postgres.database("left_behind"))) {
            EmbeddedPostgresTest.execute(connection, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        return postgres.process();
    }

    private static ProcessHandle both(Path folder) {
        Backends.start(BackendsConfig.embedded(folder, 0, 0));
        return ProcessHandle.current();
    }

    private static ProcessHandle elasticsearch(Path folder) {
        return EmbeddedElasticsearch.start(ElasticsearchOptions.throwaway(folder))
                .process();
    }
}
