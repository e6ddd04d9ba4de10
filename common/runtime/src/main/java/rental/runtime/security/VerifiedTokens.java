package rental.runtime.security;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers tokens that were verified, by their SHA-256 and until they run out; of too many, those not seen for longest
 * are forgotten. Only genuine tokens get in, so forged ones can't push them out.
 */
final class VerifiedTokens {
    private final Map<ByteBuffer, TokenClaims> claims;

    VerifiedTokens(int capacity) {
        claims = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteBuffer, TokenClaims> eldest) {
                return size() > capacity;
            }
        };
    }

    /** The name that a token goes by in here. */
    static ByteBuffer keyOf(String token) {
        return ByteBuffer.wrap(Sha256.of(token));
    }

    synchronized Optional<TokenClaims> find(ByteBuffer key, Instant now) {
        var known = claims.get(key);
        if (known != null && !now.isBefore(known.expiresAt())) {
            claims.remove(key);
            return Optional.empty();
        }
        return Optional.ofNullable(known);
    }

    synchronized void remember(ByteBuffer key, TokenClaims verified) {
        claims.put(key, verified);
    }

    synchronized void forgetAll() {
        claims.clear();
    }

    synchronized int size() {
        return claims.size();
    }
}
