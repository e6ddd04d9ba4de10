package rental.backends;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import rental.backends.elasticsearch.ElasticsearchOptions;
import rental.runtime.config.Secret;
import rental.runtime.config.Setting;

/**
 * Which backends to use, and how to run those that are ours to run.
 *
 * @param external where the backends of others are; all of it is needed for {@link Mode#EXTERNAL}, nothing otherwise
 */
public record BackendsConfig(
        @Setting(
                name = "BACKENDS",
                fallback = "embedded",
                meaning =
                        "Who runs PostgreSQL and Elasticsearch: this process (embedded), this process as containers of the"
                                + " official images (containers), or others (external).")
        Mode mode,

        @Setting(name = "DATA_DIR", fallback = "data", meaning = "The folder for what is kept between runs.")
        Path dataDir,

        @Setting(
                name = "POSTGRES_PORT",
                fallback = "15432",
                min = "0",
                max = "65535",
                meaning = "The loopback port of the embedded PostgreSQL; 0 takes a free one.")
        int postgresPort,

        @Setting(
                name = "ELASTICSEARCH_PORT",
                fallback = "19200",
                min = "0",
                max = "65535",
                meaning = "The loopback port of the embedded Elasticsearch; 0 takes a free one.")
        int elasticsearchPort,

        @Setting(
                name = "ELASTICSEARCH_HEAP_MEGABYTES",
                fallback = "256",
                min = "128",
                max = "31000",
                meaning = "What the embedded Elasticsearch may use for objects; its process takes about twice as much.")
        int elasticsearchHeapMegabytes,

        @Setting(
                name = "ELASTICSEARCH_HOME",
                meaning =
                        "Where an Elasticsearch is unpacked, when the embedded one shall not be the one of the build.",
                example = "/opt/elasticsearch")
        Optional<Path> elasticsearchHome,

        External external) {

    /** Who runs the backends. */
    public enum Mode {
        /** This JVM, from Maven artifacts. */
        EMBEDDED,
        /** This JVM, as containers of the official images. */
        CONTAINERS,
        /** Somebody else. */
        EXTERNAL
    }

    /** Where the backends are that somebody else runs. */
    public record External(
            @Setting(
                    name = "AUTH_DATABASE_URL",
                    meaning = "The service's PostgreSQL database, with user and password.",
                    example = "postgresql://rental_auth:secret@localhost:5432/rental_auth")
            Optional<Secret> auth,

            @Setting(
                    name = "CAR_DATABASE_URL",
                    meaning = "The service's PostgreSQL database, with user and password.",
                    example = "postgresql://rental_car:secret@localhost:5432/rental_car")
            Optional<Secret> car,

            @Setting(
                    name = "BOOKING_DATABASE_URL",
                    meaning = "The service's PostgreSQL database, with user and password.",
                    example = "postgresql://rental_booking:secret@localhost:5432/rental_booking")
            Optional<Secret> booking,

            @Setting(
                    name = "NOTIFICATION_DATABASE_URL",
                    meaning = "The service's PostgreSQL database, with user and password.",
                    example = "postgresql://rental_notification:secret@localhost:5432/rental_notification")
            Optional<Secret> notification,

            @Setting(
                    name = "ELASTICSEARCH_URL",
                    meaning = "The nodes of Elasticsearch, divided by commas; each may hold a user and a password.",
                    example = "http://localhost:9200")
            Optional<Secret> elasticsearch) {

        /** All at their place, none known. */
        public static final External NONE =
                new External(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        private String missing() {
            return Stream.of(
                            auth.isEmpty() ? "AUTH_DATABASE_URL" : "",
                            car.isEmpty() ? "CAR_DATABASE_URL" : "",
                            booking.isEmpty() ? "BOOKING_DATABASE_URL" : "",
                            notification.isEmpty() ? "NOTIFICATION_DATABASE_URL" : "",
                            elasticsearch.isEmpty() ? "ELASTICSEARCH_URL" : "")
                    .filter(name -> !name.isEmpty())
                    .collect(joining(", "));
        }
    }

    /** @throws IllegalArgumentException when the backends of others shall be used, but it is not said where they are */
    public BackendsConfig {
        requireNonNull(dataDir);
        requireNonNull(elasticsearchHome);
        if (mode == Mode.EXTERNAL && !external.missing().isEmpty()) {
            throw new IllegalArgumentException("external backends need " + external.missing());
        }
    }

    /** Servers of this JVM with their data in the folder given, on ports given; 0 takes a free one. */
    public static BackendsConfig embedded(Path dataDir, int postgresPort, int elasticsearchPort) {
        return new BackendsConfig(
                Mode.EMBEDDED,
                dataDir,
                postgresPort,
                elasticsearchPort,
                ElasticsearchOptions.DEFAULT_HEAP_MEGABYTES,
                Optional.empty(),
                External.NONE);
    }
}
