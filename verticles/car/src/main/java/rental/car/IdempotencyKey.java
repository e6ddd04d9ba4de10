package rental.car;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;
import rental.contract.api.ApiRequest;

/**
 * What makes a repeated request known.
 *
 * @param key the client's {@code Idempotency-Key}; each caller has keys of its own
 * @param requestHash SHA-256 of the body
 */
record IdempotencyKey(UUID caller, String key, byte[] requestHash) {
    IdempotencyKey {
        requireNonNull(caller);
        requireNonNull(key);
        requireNonNull(requestHash);
    }

    static Optional<IdempotencyKey> of(ApiRequest request) {
        return request.header("idempotency-key")
                .map(key -> new IdempotencyKey(request.signedIn().userId(), key, sha256(request.body())));
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
