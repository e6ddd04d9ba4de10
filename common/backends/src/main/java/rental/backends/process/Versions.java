package rental.backends.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions that the build was made with. */
public final class Versions {
    public static final String ELASTICSEARCH = load().getProperty("elasticsearch");
    public static final String POSTGRES = load().getProperty("postgres");

    private Versions() {}

    /** The part of PostgreSQL's version by which data folders differ. */
    public static String postgresMajor() {
        return POSTGRES.substring(0, POSTGRES.indexOf('.'));
    }

    private static Properties load() {
        var versions = new Properties();
        try (var file = Versions.class.getResourceAsStream("versions.properties")) {
            versions.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }
}
