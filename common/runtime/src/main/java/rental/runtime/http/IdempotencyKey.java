package rental.runtime.http;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import rental.contract.api.ApiRequest;
import rental.runtime.security.Sha256;

/**
 * What makes a repeat known.
 *
 * @param caller who sent it: others may use the same key
 * @param key as the client chose it, in {@code Idempotency-Key}
 * @param fingerprint a digest of the operation and what was sent. Two bodies are the same when they are the same JSON,
 *     whatever the order of members, the space between them and the writing of numbers
 */
public record IdempotencyKey(UUID caller, String key, byte[] fingerprint) {
    public IdempotencyKey {
        requireNonNull(caller);
        requireNonNull(key);
        requireNonNull(fingerprint);
    }

    /** The key of a request that carries one. */
    public static Optional<IdempotencyKey> of(ApiRequest request) {
        return request.header("idempotency-key")
                .map(key -> new IdempotencyKey(request.signedIn().userId(), key, fingerprint(request)));
    }

    private static byte[] fingerprint(ApiRequest request) {
        return Sha256.of(
                Json.write(Map.of("operation", request.operation())),
                Json.write(Canonical.of(Json.tree(request.body()))));
    }
}
