package rental.testkit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bad network between a client and a server: a TCP proxy on the loopback interface that passes everything on, until told to
 * delay it, to swallow it, or to cut it off. What is told holds for connections that are open and for those to come.
 *
 * <pre>{@code
 * try (var network = FaultProxy.to("127.0.0.1", port)) {
 *     var pool = pool(network.inFrontOf(database.url()));
 *     network.swallow();
 *     …
 *     network.heal();
 * }
 * }</pre>
 */
public final class FaultProxy implements AutoCloseable {
    private final InetSocketAddress target;
    private final ServerSocket listener;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = Fault.NONE;

    private FaultProxy(InetSocketAddress target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
    }

    /** A proxy on a free port. */
    public static FaultProxy to(String host, int port) {
        try {
            var listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
            var proxy = new FaultProxy(new InetSocketAddress(requireNonNull(host), port), listener);
            ProxiedConnection.thread("fault-proxy", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A proxy in front of the server that a URL names. */
    public static FaultProxy to(String url) {
        var uri = URI.create(url);
        return to(uri.getHost(), uri.getPort());
    }

    /** The same URL, but by way of this proxy. */
    public String inFrontOf(String url) {
        var uri = URI.create(url);
        return url.replace(uri.getHost() + ":" + uri.getPort(), "127.0.0.1:" + port());
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** From now on everything arrives later by the time given, in each direction. */
    public void delay(Duration delay) {
        fault = new Fault(delay, false, false);
    }

    /** From now on nothing arrives, and nobody is told: the black hole that a dead switch is. */
    public void swallow() {
        fault = new Fault(Duration.ZERO, true, false);
    }

    /** Cuts all connections, by a reset, and those to come. */
    public void cut() {
        fault = new Fault(Duration.ZERO, false, true);
        connections.forEach(ProxiedConnection::reset);
    }

    /** Cuts the connections that are open; new ones work. */
    public void cutOnce() {
        connections.forEach(ProxiedConnection::reset);
    }

    /** Passes on again what is sent from now on. What was swallowed is lost: connections that missed something are reset. */
    public void heal() {
        fault = Fault.NONE;
        connections.stream().filter(ProxiedConnection::hasLost).forEach(ProxiedConnection::reset);
    }

    /** How many connections clients hold open through this proxy. */
    public int openConnections() {
        return connections.size();
    }

    Fault fault() {
        return fault;
    }

    void forget(ProxiedConnection connection) {
        connections.remove(connection);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                serve(listener.accept());
            } catch (IOException e) {
                // The server refuses, or the proxy is being closed; the client sees its connection end.
                continue;
            }
        }
    }

    private void serve(Socket client) throws IOException {
        if (fault.cuts()) {
            ProxiedConnection.reset(client);
            return;
        }
        var server = new Socket();
        try {
            server.connect(target);
        } catch (IOException e) {
            ProxiedConnection.reset(client);
            throw e;
        }
        var connection = new ProxiedConnection(this, client, server);
        connections.add(connection);
        connection.start();
    }

    /** Ends all connections and listens no more. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.forEach(ProxiedConnection::reset);
    }

    /** What happens to bytes on their way. */
    record Fault(Duration delay, boolean swallows, boolean cuts) {
        static final Fault NONE = new Fault(Duration.ZERO, false, false);
    }
}
