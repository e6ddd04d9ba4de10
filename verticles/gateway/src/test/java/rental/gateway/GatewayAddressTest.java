package rental.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rental.runtime.config.Configuration;

class GatewayAddressTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        GatewayProcess.await(vertx.close());
    }

    private void announce(int port, Map<String, String> settings) {
        GatewayAddress.announce(vertx, Configuration.read(GatewayConfig.class, settings), port);
    }

    @Test
    void isUnknownWhileNoGatewayListens() {
        assertThat(GatewayAddress.of(vertx)).isEmpty();
    }

    @Test
    void namesThePortThatWasFound() {
        announce(4711, Map.of("GATEWAY_PORT", "0"));

        assertThat(GatewayAddress.of(vertx)).hasToString("Optional[http://localhost:4711]");
    }

    @Test
    void namesTheSchemeOfAGatewayWithACertificate() {
        announce(443, Map.of("TLS_CERTIFICATE", "tls.crt", "TLS_KEY", "tls.key"));

        assertThat(GatewayAddress.of(vertx)).hasToString("Optional[https://localhost:443]");
    }

    @Test
    void namesTheHostThatIsListenedOnAlone() {
        announce(3000, Map.of("GATEWAY_HOST", "::1"));

        assertThat(GatewayAddress.of(vertx)).hasToString("Optional[http://[::1]:3000]");
    }
}
