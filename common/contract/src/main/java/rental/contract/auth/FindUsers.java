package rental.contract.auth;

import java.util.List;
import java.util.UUID;

/** Asks for the present state of users. @param ids at most 1,000 */
public record FindUsers(List<UUID> ids) {
    public FindUsers {
        ids = List.copyOf(ids);
    }

    /** The users that exist of those asked for. */
    public record UsersFound(List<User> users) {
        public UsersFound {
            users = List.copyOf(users);
        }
    }
}
