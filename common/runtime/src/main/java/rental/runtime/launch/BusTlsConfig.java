package rental.runtime.launch;

import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import rental.runtime.config.Setting;

/**
 * How nodes prove to each other that they belong together: on every connection of the event bus both sides show a
 * certificate that an authority of the installation has signed. All three files or none.
 */
public record BusTlsConfig(
        @Setting(
                name = "CLUSTER_TLS_CERTIFICATE",
                meaning =
                        "A PEM file with this node's certificate chain; with it the event bus speaks TLS, and only with nodes that show a certificate too.",
                example = "/etc/rental/node.crt")
        Optional<Path> certificate,

        @Setting(
                name = "CLUSTER_TLS_KEY",
                meaning = "A PEM file with the private key of this node's certificate.",
                example = "/etc/rental/node.key")
        Optional<Path> key,

        @Setting(
                name = "CLUSTER_TLS_AUTHORITIES",
                meaning = "A PEM file with the certificates of those who sign the nodes' certificates.",
                example = "/etc/rental/nodes-ca.crt")
        Optional<Path> authorities) {

    public BusTlsConfig {
        var set = Stream.of(certificate, key, authorities)
                .filter(Optional::isPresent)
                .count();
        if (set != 0 && set != 3) {
            throw new IllegalArgumentException("certificate, key and authorities are set together or not at all");
        }
    }

    /** Adds to the options of an event bus what these settings ask for. */
    EventBusOptions on(EventBusOptions bus) {
        if (certificate.isEmpty()) {
            return bus;
        }
        // Unless told otherwise the bus encrypts but sends to anybody who listens.
        bus.setSsl(true)
                .setTrustAll(false)
                .setClientAuth(ClientAuth.REQUIRED)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(certificate.get().toString())
                        .setKeyPath(key.orElseThrow().toString()))
                .setTrustOptions(new PemTrustOptions()
                        .addCertPath(authorities.orElseThrow().toString()));
        return bus;
    }
}
