package rental.auth.key;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import rental.runtime.security.Sha256;

/**
 * A private key for RS256.
 *
 * @param id the key's thumbprint (RFC 7638), the same wherever the key is loaded
 */
record SigningKey(String id, RSAPrivateCrtKey key) {
    static final String ALGORITHM = "RS256";

    private static final int FEWEST_BITS = 2048;
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final int PEM_WIDTH = 64;

    /** @throws GeneralSecurityException when it is no RSA private key in PKCS#8 PEM, or too short a one */
    static SigningKey ofPem(String pem) throws GeneralSecurityException {
        var start = pem.indexOf(BEGIN);
        var end = pem.indexOf(END);
        if (start < 0 || end < start) {
            throw new GeneralSecurityException("no '" + BEGIN + "': a PKCS#8 key is wanted");
        }
        var encoded = Base64.getMimeDecoder().decode(pem.substring(start + BEGIN.length(), end));
        var key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        if (!(key instanceof RSAPrivateCrtKey whole)) {
            throw new GeneralSecurityException("the key lacks its public exponent");
        }
        return of(whole);
    }

    static SigningKey generate() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(FEWEST_BITS);
        return of((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
    }

    private static SigningKey of(RSAPrivateCrtKey key) throws GeneralSecurityException {
        if (key.getModulus().bitLength() < FEWEST_BITS) {
            throw new GeneralSecurityException("the key has less than " + FEWEST_BITS + " bits");
        }
        return new SigningKey(thumbprint(key), key);
    }

    String pem() {
        var lines = Base64.getMimeEncoder(PEM_WIDTH, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return BEGIN + "\n" + lines + "\n" + END + "\n";
    }

    /** The public half as a JSON Web Key. */
    JsonObject jwk() {
        return new JsonObject()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("alg", ALGORITHM)
                .put("kid", id)
                .put("n", encode(key.getModulus()))
                .put("e", encode(key.getPublicExponent()));
    }

    private static String thumbprint(RSAPrivateCrtKey key) {
        var canonical = "{\"e\":\"" + encode(key.getPublicExponent()) + "\",\"kty\":\"RSA\",\"n\":\""
                + encode(key.getModulus()) + "\"}";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(canonical));
    }

    /** Big-endian without a sign byte (RFC 7518, section 2). */
    private static String encode(BigInteger number) {
        var bytes = number.toByteArray();
        var unsigned = bytes.length > 1 && bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
    }

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
