package rental.backends.elasticsearch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.backends.process.Archives;
import rental.backends.process.BackendException;
import rental.backends.process.SourceTree;
import rental.backends.process.Versions;

/**
 * Finds Elasticsearch itself: where the setting says; else where the build has unpacked it, which the build says in the system
 * property {@value #UNPACKED} and a program started in the source tree finds by looking upwards; else in the archive in the local
 * Maven repository, which is then unpacked. No jar of ours holds it: its licence is not ours to pass on.
 */
final class ElasticsearchHome {
    static final String UNPACKED = "rental.elasticsearch.home";
    private static final String VERSION = Versions.ELASTICSEARCH;
    private static final String NAME = "elasticsearch-" + VERSION;
    private static final Path ARCHIVE =
            Path.of("org", "elasticsearch", "distribution", "integ-test-zip", "elasticsearch", VERSION, NAME + ".zip");
    private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchHome.class);

    private ElasticsearchHome() {}

    /** The folder that holds {@code bin/elasticsearch}. Unpacks into the folder given when there is no other way. */
    static Path find(Optional<Path> setting, Path unpackTo) {
        return setting.map(ElasticsearchHome::checked)
                .or(ElasticsearchHome::built)
                .or(() -> archive().map(archive -> unpacked(archive, unpackTo)))
                .orElseThrow(() -> new BackendException("Elasticsearch " + VERSION
                        + " is not here. Set ELASTICSEARCH_HOME to where it is unpacked, run `mvn compile` once in the source"
                        + " tree, or set BACKENDS=external and ELASTICSEARCH_URL."));
    }

    private static Path checked(Path home) {
        if (!isHome(home)) {
            throw new BackendException("ELASTICSEARCH_HOME: there is no bin/elasticsearch in " + home);
        }
        return home;
    }

    private static boolean isHome(Path home) {
        return Files.exists(home.resolve("bin").resolve("elasticsearch"));
    }

    private static Optional<Path> built() {
        var told = Optional.ofNullable(System.getProperty(UNPACKED)).map(Path::of);
        var found =
                SourceTree.build().map(build -> build.resolve("elasticsearch").resolve(NAME));
        return Stream.concat(told.stream(), found.stream())
                .filter(ElasticsearchHome::isHome)
                .findFirst();
    }

    private static Optional<Path> archive() {
        var repository = Optional.ofNullable(System.getProperty("maven.repo.local"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".m2", "repository"));
        return Optional.of(repository.resolve(ARCHIVE)).filter(Files::exists);
    }

    private static Path unpacked(Path archive, Path folder) {
        var parent = folder.resolve("elasticsearch-" + VERSION);
        Archives.unpackOnce(parent, target -> {
            LOG.info("Unpacking Elasticsearch into {}", parent);
            Archives.unzip(archive, target);
        });
        return parent.resolve(NAME);
    }
}
