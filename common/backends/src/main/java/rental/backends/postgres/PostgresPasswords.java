package rental.backends.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import rental.runtime.security.Sha256;

/**
 * The passwords of a server's roles. The superuser's is made at random on the first start and kept beside the data, readable by
 * its owner alone; the others follow from it, so that nothing else has to be kept.
 */
record PostgresPasswords(Path file, String superuser) {
    private static final int BYTES = 16;

    static PostgresPasswords in(Path folder) {
        var file = folder.resolve("password");
        try {
            if (Files.notExists(file)) {
                create(file);
            }
            return new PostgresPasswords(file, Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the password of PostgreSQL in " + file, e);
        }
    }

    String of(String role) {
        return role.equals(EmbeddedPostgres.SUPERUSER) ? superuser : derived(role);
    }

    private static void create(Path file) throws IOException {
        var random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, HexFormat.of().formatHex(random));
    }

    private String derived(String role) {
        return HexFormat.of().formatHex(Sha256.of(superuser + '/' + role), 0, BYTES);
    }

    @Override
    public String toString() {
        return "PostgresPasswords[" + file + "]";
    }
}
