package rental.auth.session;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import rental.auth.account.Account;
import rental.auth.key.KeyRing;
import rental.contract.api.Role;
import rental.runtime.security.TokenConfig;

/**
 * Issues access tokens: JSON Web Tokens that anyone can verify with the public keys. The {@code jti} is a UUID version 7 of
 * the very millisecond, so that a token issued right after a revocation is told from one issued right before.
 */
public final class AccessTokens {
    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    private final KeyRing keys;
    private final TokenConfig config;
    private final Duration lifetime;

    public AccessTokens(KeyRing keys, TokenConfig config, Duration lifetime) {
        this.keys = keys;
        this.config = config;
        this.lifetime = lifetime;
    }

    Duration lifetime() {
        return lifetime;
    }

    /** @param account as it was when the session was opened or went on; its rights go into the token */
    public Future<String> issue(Account account, UUID sessionId, Instant now) {
        var earliest = account.tokensAfter().plusMillis(1);
        var issued = now.isBefore(earliest) ? earliest : now;
        var roles = account.roles().stream().sorted().map(Role::wireName).toList();
        return keys.sign(new JsonObject()
                .put("iss", config.issuer())
                .put("aud", config.audience())
                .put("sub", account.id().toString())
                .put("sid", sessionId.toString())
                .put("jti", IDS.construct(issued.toEpochMilli()).toString())
                .put("iat", issued.getEpochSecond())
                .put("exp", issued.plus(lifetime).getEpochSecond())
                .put("roles", new JsonArray(roles)));
    }
}
