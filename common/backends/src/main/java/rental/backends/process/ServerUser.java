package rental.backends.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom the servers run as. PostgreSQL and Elasticsearch both refuse to run as root, so root must become somebody else first.
 */
public enum ServerUser {
    /** An ordinary user stays what it is. */
    SELF(List.of()),

    /** Root, seen by the server as nobody: files keep belonging to root, and no privilege is left in the namespace. */
    NAMESPACE(List.of("unshare", "--user", "--map-user=65534", "--map-group=65534", "--")),

    /** Root where user namespaces are denied, as in many containers: a real change of user, who must then own the files. */
    NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"));

    private static final Logger LOG = LoggerFactory.getLogger(ServerUser.class);
    private static final int NOBODY_ID = 65534;

    private final List<String> prefix;

    ServerUser(List<String> prefix) {
        this.prefix = prefix;
    }

    /** What a command line starts with to be run as this user. */
    public List<String> prefix() {
        return prefix;
    }

    /** Lets the server write to the folder and everything in it. */
    public void own(Path folder) {
        if (this != NOBODY) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.setAttribute(file, "unix:uid", NOBODY_ID, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(file, "unix:gid", NOBODY_ID, LinkOption.NOFOLLOW_LINKS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot give the folder " + folder + " to the servers", e);
        }
    }

    public static ServerUser current() {
        return Holder.CURRENT;
    }

    private static ServerUser detect() {
        if (!isRoot()) {
            return SELF;
        }
        for (var user : List.of(NAMESPACE, NOBODY)) {
            if (Commands.succeeds(user.prefix, "true")) {
                LOG.debug("Running as root; servers are started through {}", user.prefix.get(0));
                return user;
            }
        }
        throw new BackendException("PostgreSQL and Elasticsearch do not run as root, and neither unshare nor setpriv"
                + " (both of util-linux) can change the user here. Run as an ordinary user, or set BACKENDS=external.");
    }

    private static boolean isRoot() {
        return Commands.output("id", "-u").map("0"::equals).orElse(false);
    }

    private static final class Holder {
        private static final ServerUser CURRENT = detect();
    }
}
