package rental.backends.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback interface. */
public final class Ports {
    private Ports() {}

    /** The port itself, or a free one for 0. */
    public static int orFree(int port) {
        if (port != 0) {
            return port;
        }
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port", e);
        }
    }

    /** Fails, naming the setting that helps, when something listens on the port. */
    public static void requireFree(int port, String server, String setting) {
        try (var socket = new ServerSocket()) {
            // Servers of earlier runs leave connections in TIME_WAIT; those do not keep a port taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new BackendException(
                    "Port %d, which %s needs, is taken by another program. Stop that program, or set %s to a free port."
                            .formatted(port, server, setting),
                    e);
        }
    }
}
