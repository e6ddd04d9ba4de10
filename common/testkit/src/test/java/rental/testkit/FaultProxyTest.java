package rental.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private static final int PATIENCE_MILLIS = 200;

    private ServerSocket echo;
    private FaultProxy network;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        ProxiedConnection.thread("echo", this::echo);
        network = FaultProxy.to("127.0.0.1", echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        network.close();
        echo.close();
    }

    @Test
    void passesEverythingOnAtFirst() throws IOException {
        try (var client = connect()) {
            assertThat(ask(client)).isEqualTo(42);
        }
    }

    @Test
    void delaysBothWays() throws IOException {
        network.delay(Duration.ofMillis(60));

        try (var client = connect()) {
            var before = System.nanoTime();
            ask(client);

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(120));
        }
    }

    @Test
    void swallowsWithoutAWordAndPassesOnNewConnectionsOnceHealed() throws IOException {
        try (var client = connect()) {
            network.swallow();
            client.setSoTimeout(PATIENCE_MILLIS);
            assertThatThrownBy(() -> ask(client)).isInstanceOf(SocketTimeoutException.class);

            network.heal();
            assertThat(network.openConnections()).isZero();
        }
        try (var client = connect()) {
            assertThat(ask(client)).isEqualTo(42);
        }
    }

    @Test
    void cutsOpenConnectionsAndNewOnes() throws IOException {
        try (var open = connect()) {
            ask(open);
            network.cut();

            assertThatThrownBy(() -> askOrEnd(open)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> {
                    try (var late = connect()) {
                        askOrEnd(late);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void cutsOpenConnectionsOnce() throws IOException {
        try (var open = connect();
                var late = connect()) {
            ask(open);
            ask(late);
            network.cutOnce();

            assertThatThrownBy(() -> askOrEnd(open)).isInstanceOf(IOException.class);
        }
        try (var client = connect()) {
            assertThat(ask(client)).isEqualTo(42);
        }
    }

    @Test
    void standsInFrontOfAUrl() {
        var url = "postgresql://role:secret@127.0.0.1:%d/database".formatted(echo.getLocalPort());

        try (var other = FaultProxy.to(url)) {
            assertThat(other.inFrontOf(url))
                    .isEqualTo("postgresql://role:secret@127.0.0.1:%d/database".formatted(other.port()));
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), network.port());
    }

    private static int ask(Socket client) throws IOException {
        client.getOutputStream().write(42);
        return client.getInputStream().read();
    }

    private static int askOrEnd(Socket client) throws IOException {
        var answer = ask(client);
        if (answer < 0) {
            throw new IOException("ended");
        }
        return answer;
    }

    private void echo() {
        while (!echo.isClosed()) {
            try {
                var socket = echo.accept();
                ProxiedConnection.thread("echo-connection", () -> transfer(socket));
            } catch (IOException e) {
                // Closed by the test's end.
                return;
            }
        }
    }

    private static void transfer(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // A fault of the network, which is what the test is about.
            return;
        }
    }
}
