package rental.backends.process;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks what the servers come in. A folder made here is there as a whole or not at all, whenever the JVM is killed. */
public final class Archives {
    private static final int OWNER_EXECUTES = 0100;

    private Archives() {}

    /** What fills a folder. */
    @FunctionalInterface
    public interface Unpacking {
        void into(Path folder) throws IOException;
    }

    /** Makes the folder, unless it is there, by unpacking beside it and renaming. Many threads and JVMs may come at once. */
    public static synchronized void unpackOnce(Path folder, Unpacking unpacking) {
        if (!Files.isDirectory(folder)) {
            FolderLock.during(folder.getParent(), () -> unpack(folder, unpacking));
        }
    }

    private static void unpack(Path folder, Unpacking unpacking) {
        if (Files.isDirectory(folder)) {
            return;
        }
        var unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
        try {
            Folders.delete(unfinished);
            Files.createDirectories(unfinished);
            unpacking.into(unfinished);
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new BackendException("Cannot unpack into " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Unpacks a tar archive that is compressed by xz, with its links and with what may be executed. */
    public static void untarXz(InputStream archive, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var target = inside(folder, entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    link(entry, target);
                } else {
                    write(tar, target, isExecutable(entry.getMode()));
                }
            }
        }
    }

    /** Unpacks a zip archive, with what may be executed. */
    public static void unzip(Path archive, Path folder) throws IOException {
        try (var zip = ZipFile.builder().setPath(archive).get()) {
            var entries = zip.getEntriesInPhysicalOrder();
            while (entries.hasMoreElements()) {
                var entry = entries.nextElement();
                var target = inside(folder, entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    try (var content = zip.getInputStream(entry)) {
                        write(content, target, isExecutable(entry.getUnixMode()));
                    }
                }
            }
        }
    }

    private static void link(TarArchiveEntry entry, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    }

    private static void write(InputStream content, Path target, boolean executable) throws IOException {
        Files.createDirectories(target.getParent());
        Files.copy(content, target);
        if (executable && Files.getFileStore(target).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static boolean isExecutable(int mode) {
        return (mode & OWNER_EXECUTES) != 0;
    }

    private static Path inside(Path folder, String name) throws IOException {
        var target = folder.resolve(name).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("The archive reaches out of its folder: " + name);
        }
        return target;
    }
}
