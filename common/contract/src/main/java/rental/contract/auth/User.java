package rental.contract.auth;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import rental.contract.api.Role;

/**
 * A user as other services know one.
 *
 * @param email in the spelling it was given
 * @param name empty when none was given
 * @param locale a BCP 47 language tag
 * @param version grows with every change
 */
public record User(
        UUID id,
        String email,
        String name,
        String locale,
        Set<Role> roles,
        boolean emailVerified,
        boolean locked,
        long version,
        Instant createdAt) {

    public User {
        requireNonNull(id);
        roles = Set.copyOf(roles);
    }
}
