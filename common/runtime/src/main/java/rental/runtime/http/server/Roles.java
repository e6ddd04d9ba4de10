package rental.runtime.http.server;

import rental.contract.api.Caller;
import rental.contract.api.Role;

/** The one place where a role of the contract is compared with what a caller has. */
final class Roles {
    private Roles() {}

    static boolean include(Caller caller, Role needed) {
        return switch (needed) {
            case CUSTOMER -> true;
            case STAFF -> caller.isStaff();
            case ADMIN -> caller.isAdmin();
        };
    }
}
