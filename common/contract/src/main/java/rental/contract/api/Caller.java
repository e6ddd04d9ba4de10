package rental.contract.api;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.UUID;

/**
 * Who is asking, as proven by a verified access token.
 *
 * @param userId the token's {@code sub}
 * @param sessionId the token's {@code sid}
 * @param roles the token's {@code roles}, with those that they include
 */
public record Caller(UUID userId, UUID sessionId, Set<Role> roles) {

    public Caller {
        requireNonNull(userId);
        requireNonNull(sessionId);
        roles = Set.copyOf(roles);
    }

    /** Staff of the fleet and the desk; an admin is staff too. */
    public boolean isStaff() {
        return roles.contains(Role.STAFF) || isAdmin();
    }

    public boolean isAdmin() {
        return roles.contains(Role.ADMIN);
    }

    /** Whether this caller may see what belongs to the user. */
    public boolean mayAccess(UUID owner) {
        return isStaff() || userId.equals(owner);
    }
}
