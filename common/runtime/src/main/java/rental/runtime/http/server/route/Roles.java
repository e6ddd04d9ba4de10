package rental.runtime.http.server.route;

import rental.contract.api.Caller;
import rental.contract.api.Role;

/** The one place where a role of the contract is compared with what a caller has. */
public final class Roles {
    private Roles() {}

    public static boolean include(Caller caller, Role needed) {
        return switch (needed) {
            case CUSTOMER -> true;
            case STAFF -> caller.isStaff();
            case ADMIN -> caller.isAdmin();
        };
    }
}
