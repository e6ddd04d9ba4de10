package rental.backends.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The right to a folder: held by one JVM at a time and given up by the system when that JVM ends, however it ends. Whoever holds
 * it may take every server process that still works in the folder for an orphan.
 */
public final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock, or fails when another JVM, or another part of this one, holds it. */
    public static FolderLock lock(Path folder) {
        return tryLock(folder)
                .orElseThrow(() -> new BackendException("The folder " + folder
                        + " is in use by another run. Stop that one, or set DATA_DIR to another folder."));
    }

    /** Takes the lock, or returns nothing when another JVM, or another part of this one, holds it. */
    public static Optional<FolderLock> tryLock(Path folder) {
        try {
            Files.createDirectories(folder);
            var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isTaken(channel)) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new FolderLock(channel));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock the folder " + folder, e);
        }
    }

    /**
     * Does something while holding the lock, waiting for as long as another JVM holds it. Two threads of one JVM must not come
     * here at once.
     */
    public static void during(Path folder, Runnable action) {
        try {
            Files.createDirectories(folder);
            try (var channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                action.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock the folder " + folder, e);
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
