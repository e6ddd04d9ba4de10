package rental.runtime.log;

import rental.runtime.config.Setting;

/** How the process writes its log, to standard output. */
public record LogConfig(
        @Setting(
                name = "LOG_FORMAT",
                fallback = "json",
                meaning = "The form of a log line: json, one document a line, or text for reading.")
        Format format,

        @Setting(
                name = "LOG_LEVEL",
                fallback = "info",
                meaning = "The least severe lines that are written: trace, debug, info, warn or error.")
        Level level) {

    /** The form of a log line. */
    public enum Format {
        JSON,
        TEXT
    }

    /** From the chattiest to the most severe. */
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }
}
