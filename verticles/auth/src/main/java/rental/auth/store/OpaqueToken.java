package rental.auth.store;

import io.vertx.core.buffer.Buffer;
import java.security.SecureRandom;
import java.util.Base64;
import rental.runtime.security.Sha256;

/**
 * A token that says nothing: 256 random bits, handed out once and kept only as its SHA-256. With so many bits a plain hash
 * is enough; nobody can try them all.
 */
public final class OpaqueToken {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private OpaqueToken() {}

    public static String next() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static Buffer hash(String token) {
        return Buffer.buffer(Sha256.of(token));
    }
}
