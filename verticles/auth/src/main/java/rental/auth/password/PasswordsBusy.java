package rental.auth.password;

/** More passwords are waiting to be hashed than may: nothing is wrong with the request, later it may go through. */
public final class PasswordsBusy extends RuntimeException {
    private static final long serialVersionUID = 1;

    PasswordsBusy() {
        super("Too many passwords are waiting to be hashed", null, false, false);
    }
}
