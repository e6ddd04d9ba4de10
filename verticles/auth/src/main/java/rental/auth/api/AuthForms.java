package rental.auth.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import rental.auth.account.Account;
import rental.auth.session.SignedIn;
import rental.contract.api.Role;
import rental.runtime.http.Json;

/** The bodies of the auth operations, as the contract has them. What they do not name can't be set from outside. */
final class AuthForms {
    private AuthForms() {}

    /** @param locale in the usual writing of language tags, however it was written */
    record Signup(String email, String password, Optional<String> name, Optional<String> locale) {
        Signup {
            locale = locale.map(AuthForms::usual);
        }
    }

    record Login(String email, String password) {}

    record RefreshToken(String refreshToken) {}

    record PasswordOnly(String password) {}

    record PasswordChange(String currentPassword, String newPassword) {}

    record Forgotten(String email) {}

    record PasswordReset(String token, String newPassword) {}

    record MailedToken(String token) {}

    record UserChanges(Optional<Set<Role>> roles, Optional<Boolean> locked) {}

    /** A merge patch of one's own account: what is absent stays, what is null goes; without a locale, the default holds. */
    static Account patched(Account account, byte[] body) {
        var patch = Json.tree(body);
        var name = patch.has("name") ? text(patch.get("name")) : account.name();
        var locale = patch.has("locale") ? text(patch.get("locale")).map(AuthForms::usual) : account.locale();
        return account.describedAs(name, locale);
    }

    /** {@code de-AT} for {@code DE-at}. */
    private static String usual(String languageTag) {
        return Locale.forLanguageTag(languageTag).toLanguageTag();
    }

    private static Optional<String> text(JsonNode value) {
        return value.isNull() ? Optional.empty() : Optional.of(value.textValue());
    }

    /** The answer to whoever signs in. */
    record Tokens(String accessToken, String refreshToken, String tokenType, long expiresIn, UserView user) {
        static Tokens of(SignedIn signedIn, long expiresIn) {
            return new Tokens(
                    signedIn.accessToken(),
                    signedIn.refreshToken(),
                    "Bearer",
                    expiresIn,
                    UserView.own(signedIn.account()));
        }
    }

    /**
     * An account as it is shown.
     *
     * @param name null until one is given
     * @param locale the default until one is given
     * @param locked for administrators only
     */
    record UserView(
            UUID id,
            String email,
            @JsonInclude(JsonInclude.Include.ALWAYS) Optional<String> name,
            String locale,
            List<Role> roles,
            boolean emailVerified,
            Optional<Boolean> locked,
            Instant createdAt) {
        static UserView own(Account account) {
            return of(account, Optional.empty());
        }

        static UserView whole(Account account) {
            return of(account, Optional.of(account.locked()));
        }

        private static UserView of(Account account, Optional<Boolean> locked) {
            return new UserView(
                    account.id(),
                    account.email(),
                    account.name(),
                    account.language(),
                    account.roles().stream().sorted().toList(),
                    account.emailVerified(),
                    locked,
                    account.createdAt().truncatedTo(ChronoUnit.MILLIS));
        }
    }

    record SessionView(UUID id, Optional<String> device, Instant createdAt, Instant lastUsedAt, boolean current) {
        SessionView {
            createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
            lastUsedAt = lastUsedAt.truncatedTo(ChronoUnit.MILLIS);
        }
    }
}
