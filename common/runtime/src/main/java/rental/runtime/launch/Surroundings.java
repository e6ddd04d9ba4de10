package rental.runtime.launch;

import java.util.Map;
import rental.runtime.config.Configuration;

/**
 * What a process brings along before its verticles start and closes after they have stopped: backends of its own, for a
 * process that runs everything; nothing for the others.
 */
public interface Surroundings {
    /** Brings nothing. */
    Surroundings NONE = (environment, configuration) -> Running.NOTHING;

    /**
     * Reads its own settings through the configuration, so that their faults are told with all others, and starts nothing
     * yet.
     *
     * @return what to start once the configuration has been found valid
     */
    Running prepare(Map<String, String> environment, Configuration configuration);

    /** Surroundings on their way up and down. Both methods may block. */
    interface Running extends AutoCloseable {
        Running NOTHING = new Running() {
            @Override
            public Map<String, String> placeholders() {
                return Map.of();
            }

            @Override
            public Map<String, String> start() {
                return Map.of();
            }

            @Override
            public void close() {}
        };

        /** Settings that will be known once started, in a valid form, so that the rest can be checked before. */
        Map<String, String> placeholders();

        /** Starts, and answers settings that hold above the environment, such as the addresses of the databases. */
        Map<String, String> start();

        @Override
        void close();
    }
}
