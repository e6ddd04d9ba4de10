package rental.backends.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Ports of the loopback interface. */
public final class Ports {
    private static final int FIRST = 20_000;
    private static final int LAST = 30_000;

    private Ports() {}

    /** The port itself, or a free one for 0. */
    public static int orFree(int port) {
        return port == 0 ? free() : port;
    }

    /** One that nobody uses, below those that the system gives to outgoing connections: it stays free between two starts. */
    public static int free() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(FIRST, LAST))
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
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
