package rental.booking.application;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * What makes a repeat known.
 *
 * @param caller who sent it: others may use the same key
 * @param key as the client chose it
 * @param fingerprint a digest of the operation and what was sent
 */
public record IdempotencyKey(UUID caller, String key, byte[] fingerprint) {
    public IdempotencyKey {
        requireNonNull(caller);
        requireNonNull(key);
        requireNonNull(fingerprint);
    }
}
