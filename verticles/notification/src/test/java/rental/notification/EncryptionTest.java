package rental.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rental.contract.booking.BookingChanged.Kind.CONFIRMED;

import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import rental.testkit.TestDatabase;

/** Whether mails and passwords travel encrypted. */
class EncryptionTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.of("notification");

    @TempDir
    static Path folder;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PASSWORD = "changeit";

    @BeforeAll
    static void makeAKey() throws IOException, InterruptedException {
        keytool(
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2");
        keytool("-exportcert", "-rfc", "-file", certificate());
    }

    @BeforeEach
    void empty() {
        database.execute("TRUNCATE notification, recipient, inbox");
    }

    @Test
    void encryptsWhenTheServerOffersIt() {
        try (var server = ScriptedMailServer.startWithTls(key());
                var service = Service.on(
                        database.url(),
                        "SMTP_URL",
                        server.url() + "?starttls=required",
                        "SMTP_CA_FILE",
                        certificate())) {
            service.happened(CONFIRMED, Bookings.confirmed(service.user("Ada").id()));

            await().atMost(PATIENCE).until(() -> server.mails().size() == 1);

            assertThat(server.wasEncrypted()).isTrue();
        }
    }

    @Test
    void sendsNothingUnencryptedWhenEncryptionIsRequired() {
        try (var server = ScriptedMailServer.start();
                var service = Service.on(database.url(), "SMTP_URL", server.url() + "?starttls=required")) {
            service.happened(CONFIRMED, Bookings.confirmed(service.user("Ben").id()));

            await().atMost(PATIENCE).until(() -> statuses().equals(List.of("failed")));

            assertThat(server.mails()).isEmpty();
        }
    }

    @Test
    void trustsNoCertificateThatNobodyVouchesFor() {
        try (var server = ScriptedMailServer.startWithTls(key());
                var service = Service.on(database.url(), "SMTP_URL", server.url() + "?starttls=required")) {
            service.happened(CONFIRMED, Bookings.confirmed(service.user("Cleo").id()));

            await().atMost(PATIENCE).until(() -> statuses().equals(List.of("failed")));

            assertThat(server.mails()).isEmpty();
        }
    }

    private static List<String> statuses() {
        return database.query("SELECT status FROM notification");
    }

    private static NetServerOptions key() {
        return new NetServerOptions()
                .setKeyCertOptions(new PfxOptions()
                        .setPath(folder.resolve("key.p12").toString())
                        .setPassword(PASSWORD));
    }

    private static String certificate() {
        return folder.resolve("certificate.pem").toString();
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", folder.resolve("key.p12").toString(), "-storepass", PASSWORD));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }
}
