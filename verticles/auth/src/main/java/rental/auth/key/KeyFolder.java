package rental.auth.key;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder that holds the private keys. All of its methods block. */
final class KeyFolder {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFolder.class);
    private static final String OWN = "development.pem";

    private final Path folder;
    private final Set<Path> reported = ConcurrentHashMap.newKeySet();

    KeyFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * All keys of the folder. A file that can't be read is reported and left out: one bad file must not take the others
     * down with it.
     */
    List<SigningKey> load() {
        var keys = new ArrayList<SigningKey>();
        for (var file : files()) {
            try {
                keys.add(SigningKey.ofPem(Files.readString(file)));
            } catch (IOException | GeneralSecurityException | IllegalArgumentException fault) {
                report(file, fault);
            }
        }
        return keys;
    }

    /** Once for each file: the folder is looked at every few seconds. */
    private void report(Path file, Exception fault) {
        if (reported.add(file)) {
            LOG.error("{} holds no usable signing key: {}", file, fault.getMessage());
        }
    }

    /** Makes a key for development unless there is one. Readable by its owner alone from the first byte on. */
    void makeUnlessThere() {
        if (!files().isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            var draft = Files.createTempFile(
                    folder,
                    "key",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, SigningKey.generate().pem());
            publish(draft);
        } catch (IOException fault) {
            throw new UncheckedIOException("Cannot keep a signing key in " + folder, fault);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform makes RSA keys", impossible);
        }
    }

    /** A link appears whole or not at all, and never in the place of another node's key. */
    private void publish(Path draft) throws IOException {
        try {
            Files.createLink(folder.resolve(OWN), draft);
            LOG.info("Made a signing key for development in {}", folder);
        } catch (FileAlreadyExistsException anotherNodes) {
            LOG.debug("Another node has made the key meanwhile", anotherNodes);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.filter(file -> file.getFileName().toString().endsWith(".pem"))
                    .sorted()
                    .toList();
        } catch (IOException fault) {
            throw new UncheckedIOException("Cannot read the signing keys in " + folder, fault);
        }
    }
}
