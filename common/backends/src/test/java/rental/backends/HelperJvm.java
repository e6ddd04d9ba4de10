package rental.backends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Another JVM that starts both backends, puts data into them, says so, and waits to be killed. */
final class HelperJvm {
    private HelperJvm() {}

    /** A JVM whose backends hold data, or are about to. */
    static Process start(Path folder) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HelperJvm.class.getName(),
                folder.toString());
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        KeptData.write(Backends.start(BackendsConfig.embedded(folder, 0, 0)));
        Files.createFile(mark(folder));
        new CountDownLatch(1).await();
    }

    /** The file that is there once the data is. */
    static Path mark(Path folder) {
        return folder.resolve("written");
    }
}
