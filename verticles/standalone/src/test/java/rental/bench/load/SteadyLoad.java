package rental.bench.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A load that goes on, by our own generator in one process, until it is closed; whoever has begun it cuts it into rounds. So
 * the rounds of something else can be measured under it, all by a generator that is warm. For one thread.
 */
public final class SteadyLoad implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Between rounds and what the process may say otherwise. */
    private static final String RESULT = "round ";

    private final Process process;
    private final BufferedReader answers;

    private SteadyLoad(Process process) {
        this.process = process;
        this.answers = process.inputReader();
    }

    /** Begins; what the load says of a time is not heeded. */
    public static SteadyLoad begin(HttpLoad load) {
        var builder = new ProcessBuilder(Commands.java(
                        SteadyLoadMain.class,
                        VertxGenerator.OPTIONS,
                        load.requests().server().toString(),
                        load.requests().file().toString(),
                        Integer.toString(load.connections()),
                        Integer.toString(load.perSecond())))
                .redirectErrorStream(true);
        builder.environment().put("LOG_FORMAT", "text");
        try {
            return new SteadyLoad(builder.start());
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
    }

    /** What came back since the last cut, or since the load began and was warm. */
    public Round cut() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            var said = new StringBuilder();
            for (var line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(RESULT)) {
                    return JSON.readValue(line.substring(RESULT.length()), Round.class);
                }
                said.append(line).append('\n');
            }
            throw new IllegalStateException("The load has ended: " + said);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Writes what {@link #cut} reads. */
    static String line(Round round) {
        try {
            return RESULT + JSON.writeValueAsString(round);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Who sends. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
