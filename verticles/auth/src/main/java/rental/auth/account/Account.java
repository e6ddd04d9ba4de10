package rental.auth.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import rental.contract.api.Role;
import rental.contract.auth.User;

/**
 * An account as it is kept.
 *
 * @param email in the spelling it was given
 * @param passwordHash in bcrypt's own format
 * @param tokensAfter access tokens issued up to then are refused
 */
public record Account(
        UUID id,
        String email,
        Optional<String> name,
        Optional<String> locale,
        Set<Role> roles,
        boolean emailVerified,
        boolean locked,
        long version,
        Instant createdAt,
        String passwordHash,
        Instant tokensAfter) {
    /** The language of mails to users who have not told theirs. */
    public static final String DEFAULT_LOCALE = "en-US";

    public Account {
        requireNonNull(id);
        requireNonNull(passwordHash);
        roles = withCustomer(roles);
    }

    public static Account opened(UUID id, Applicant applicant, String passwordHash, Instant now) {
        return new Account(
                id,
                applicant.email(),
                applicant.name(),
                applicant.locale(),
                applicant.roles(),
                false,
                false,
                1,
                now,
                passwordHash,
                Instant.EPOCH);
    }

    /** Who wants an account. */
    public record Applicant(String email, Optional<String> name, Optional<String> locale, Set<Role> roles) {}

    public boolean isActiveAdmin() {
        return roles.contains(Role.ADMIN) && !locked;
    }

    public String language() {
        return locale.orElse(DEFAULT_LOCALE);
    }

    /** As other services know it. */
    public User asUser() {
        return new User(id, email, name.orElse(""), language(), roles, emailVerified, locked, version, createdAt);
    }

    public Account describedAs(Optional<String> newName, Optional<String> newLocale) {
        return new Account(
                id,
                email,
                newName,
                newLocale,
                roles,
                emailVerified,
                locked,
                version + 1,
                createdAt,
                passwordHash,
                tokensAfter);
    }

    public Account withRights(Set<Role> newRoles, boolean newLocked, Instant newTokensAfter) {
        return new Account(
                id,
                email,
                name,
                locale,
                newRoles,
                emailVerified,
                newLocked,
                version + 1,
                createdAt,
                passwordHash,
                newTokensAfter);
    }

    public Account withPassword(String hash) {
        return new Account(
                id, email, name, locale, roles, emailVerified, locked, version + 1, createdAt, hash, tokensAfter);
    }

    /** The same password, hashed anew: nothing that anyone outside would see as a change. */
    public Account withHash(String hash) {
        return new Account(
                id, email, name, locale, roles, emailVerified, locked, version, createdAt, hash, tokensAfter);
    }

    public Account withProvenEmail() {
        return new Account(
                id, email, name, locale, roles, true, locked, version + 1, createdAt, passwordHash, tokensAfter);
    }

    private static Set<Role> withCustomer(Set<Role> given) {
        var all = EnumSet.of(Role.CUSTOMER);
        all.addAll(given);
        return Set.copyOf(all);
    }
}
