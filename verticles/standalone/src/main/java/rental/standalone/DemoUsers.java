package rental.standalone;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.UUID;
import rental.auth.AuthConfig;
import rental.auth.usecase.AccountMaking;
import rental.contract.api.Role;

/** The two accounts to try things with. Their password is public, so they exist in development only. */
final class DemoUsers {
    static final String CUSTOMER = "test@example.com";
    static final String ADMIN = "admin@example.com";
    static final String PASSWORD = "Password123";

    private final AccountMaking accounts;

    private DemoUsers(AccountMaking accounts) {
        this.accounts = accounts;
    }

    static Future<DemoUsers> on(Vertx vertx, AuthConfig config) {
        return AccountMaking.on(vertx, config.database(), config.passwords()).map(DemoUsers::new);
    }

    /** The customer's id; the account is made unless it is there. */
    Future<UUID> customer() {
        return make(CUSTOMER, "Test Customer", Set.of());
    }

    /** The administrator's id; the account is made unless it is there. */
    Future<UUID> admin() {
        return make(ADMIN, "Demo Admin", Set.of(Role.ADMIN));
    }

    private Future<UUID> make(String email, String name, Set<Role> roles) {
        return accounts.make(email, name, PASSWORD, roles).map(DemoUsers::id);
    }

    private static UUID id(AccountMaking.Made made) {
        if (made instanceof AccountMaking.Made.Created created) {
            return created.id();
        }
        if (made instanceof AccountMaking.Made.Promoted promoted) {
            return promoted.id();
        }
        throw new IllegalStateException("The demo password is refused: " + made);
    }
}
