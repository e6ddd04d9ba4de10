package rental.bench.load;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The process of a {@link SteadyLoad}: tells a round for each line that comes in, and ends when there are no more. */
public final class SteadyLoadMain {
    private SteadyLoadMain() {}

    /** @param arguments server, file of requests, connections, requests a second or 0 */
    public static void main(String[] arguments) throws IOException {
        var load = VertxLoad.ofProcess(arguments).await();
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var answers = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        while (lines.readLine() != null) {
            answers.println(SteadyLoad.line(load.cut().await()));
        }
        Runtime.getRuntime().halt(0);
    }
}
