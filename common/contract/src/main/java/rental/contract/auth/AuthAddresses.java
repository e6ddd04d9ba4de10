package rental.contract.auth;

import rental.contract.Address;

/** What the auth service answers on the bus. */
public final class AuthAddresses {
    public static final Address<FindUsers, FindUsers.UsersFound> FIND_USERS =
            new Address<>("rental.auth.find-users", FindUsers.class, FindUsers.UsersFound.class);

    private AuthAddresses() {}
}
