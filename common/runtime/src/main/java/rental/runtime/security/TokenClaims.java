package rental.runtime.security;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import rental.contract.api.Caller;
import rental.contract.api.Role;

/**
 * What a genuine access token says.
 *
 * @param issuedAt to the millisecond, from the {@code jti}: a UUID version 7, which carries the time it was made. The
 *     whole seconds of {@code iat} could not tell a token from one that was revoked in the same second
 */
record TokenClaims(Caller caller, Instant issuedAt, Instant expiresAt) {
    private static final int TIME_ORDERED = 7;
    private static final int BITS_BELOW_THE_TIME = 16;

    /** @throws RuntimeException when a claim is missing or not what this installation issues */
    static TokenClaims of(JsonObject claims) {
        var caller = new Caller(uuid(claims, "sub"), uuid(claims, "sid"), roles(claims));
        var issued = claims.getLong("iat");
        var expires = claims.getLong("exp");
        if (issued == null || expires == null || expires <= issued) {
            throw new IllegalArgumentException("has no proper life span");
        }
        return new TokenClaims(caller, timeOf(uuid(claims, "jti")), Instant.ofEpochSecond(expires));
    }

    private static UUID uuid(JsonObject claims, String name) {
        return UUID.fromString(claims.getString(name));
    }

    private static Instant timeOf(UUID id) {
        if (id.version() != TIME_ORDERED) {
            throw new IllegalArgumentException("has a foreign jti");
        }
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> BITS_BELOW_THE_TIME);
    }

    private static Set<Role> roles(JsonObject claims) {
        var roles = EnumSet.of(Role.CUSTOMER);
        claims.getJsonArray("roles").forEach(name -> roles.add(Role.ofWireName((String) name)));
        if (roles.contains(Role.ADMIN)) {
            roles.add(Role.STAFF);
        }
        return roles;
    }
}
