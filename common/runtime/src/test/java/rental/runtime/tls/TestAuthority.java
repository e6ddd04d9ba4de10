package rental.runtime.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Signs certificates for one test, by the JDK's own tool. */
public final class TestAuthority {
    private static final String PASSWORD = "password";
    private static final String OWN = "authority";

    private final Path store;
    private final Path certificate;

    /** A certificate for this machine and its key, as PEM files. */
    public record Issued(Path certificate, Path key) {}

    private TestAuthority(Path store, Path certificate) {
        this.store = store;
        this.certificate = certificate;
    }

    /** @param name distinguishes it from others whose files are in the same folder */
    public static TestAuthority in(Path folder, String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        var authority = new TestAuthority(folder.resolve(name + ".p12"), folder.resolve(name + ".crt"));
        authority.makeKeys(OWN, "CN=" + name, "-ext", "bc:c");
        pem(
                authority.certificate,
                "CERTIFICATE",
                authority.keys().getCertificate(OWN).getEncoded());
        return authority;
    }

    /** The authority's own certificate, as a PEM file. */
    public Path certificate() {
        return certificate;
    }

    public Issued issue(String name) throws IOException, InterruptedException, GeneralSecurityException {
        makeKeys(name, "CN=localhost", "-ext", "SAN=dns:localhost,ip:127.0.0.1", "-signer", OWN);
        var keys = keys();
        return new Issued(
                pem(
                        sibling(name + ".crt"),
                        "CERTIFICATE",
                        keys.getCertificate(name).getEncoded()),
                pem(
                        sibling(name + ".key"),
                        "PRIVATE KEY",
                        keys.getKey(name, PASSWORD.toCharArray()).getEncoded()));
    }

    /** What a client needs that trusts this authority alone. */
    public SSLContext trusting() throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(OWN, keys().getCertificate(OWN));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private void makeKeys(String alias, String subject, String... more) throws IOException, InterruptedException {
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command = new ArrayList<>(List.of(tool, "-J-XX:TieredStopAtLevel=1", "-genkeypair", "-keyalg", "EC"));
        command.addAll(List.of("-alias", alias, "-dname", subject, "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", PASSWORD, "-keystore", store.toString()));
        command.addAll(List.of(more));
        var tooling = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(tooling.getInputStream().readAllBytes(), UTF_8);
        if (tooling.waitFor() != 0) {
            throw new IOException(said);
        }
    }

    private KeyStore keys() throws GeneralSecurityException, IOException {
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(new ByteArrayInputStream(Files.readAllBytes(store)), PASSWORD.toCharArray());
        return keys;
    }

    private Path sibling(String file) {
        return store.resolveSibling(file);
    }

    private static Path pem(Path file, String kind, byte[] content) throws IOException {
        var base64 = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
    }
}
