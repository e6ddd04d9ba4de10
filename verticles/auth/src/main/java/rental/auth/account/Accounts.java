package rental.auth.account;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import rental.auth.store.Times;
import rental.contract.api.Role;

/** The table {@code users}. Each method runs on the connection it is given: alone, or within a transaction. */
public final class Accounts {
    private static final String COLUMNS =
            "id, email, name, locale, roles, email_verified, locked, version, created_at, password_hash, tokens_after";

    private static final String INSERT = """
            INSERT INTO users (id, email, email_key, name, locale, roles, email_verified, locked, version, created_at,
                               password_hash, tokens_after)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                ON CONFLICT ON CONSTRAINT users_email_taken DO NOTHING
            """;

    private static final String UPDATE = """
            UPDATE users
               SET name = $2, locale = $3, roles = $4, email_verified = $5, locked = $6, version = $7,
                   password_hash = $8, tokens_after = $9
             WHERE id = $1
            """;

    private static final String REHASH = "UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2";
    private static final String BY_ID = "SELECT %s FROM users WHERE id = $1".formatted(COLUMNS);
    private static final String BY_ID_LOCKED = BY_ID + " FOR UPDATE";
    private static final String BY_EMAIL = "SELECT %s FROM users WHERE email_key = $1".formatted(COLUMNS);
    private static final String BY_IDS = "SELECT %s FROM users WHERE id = ANY ($1)".formatted(COLUMNS);
    private static final String DELETE = "DELETE FROM users WHERE id = $1";

    private static final String PAGE = """
            SELECT %s
              FROM users
             WHERE ($1::uuid IS NULL OR id < $1)
             ORDER BY id DESC
             LIMIT $2
            """.formatted(COLUMNS);

    /** Who takes this lock decides alone whether an administrator may go. */
    private static final String LOCK_ADMINS = "SELECT pg_advisory_xact_lock(hashtext('administrators'))";

    private static final String OTHER_ADMINS = """
            SELECT 1
              FROM users
             WHERE 'admin' = ANY (roles) AND NOT locked AND id <> $1
             LIMIT 1
            """;

    private Accounts() {}

    /** @return whether the email address was free */
    public static Future<Boolean> insert(SqlClient on, Account account) {
        return on.preparedQuery(INSERT)
                .execute(Tuple.from(Arrays.asList(
                        account.id(),
                        account.email(),
                        Emails.key(account.email()),
                        account.name().orElse(null),
                        account.locale().orElse(null),
                        names(account.roles()),
                        account.emailVerified(),
                        account.locked(),
                        account.version(),
                        Times.at(account.createdAt()),
                        account.passwordHash(),
                        Times.at(account.tokensAfter()))))
                .map(rows -> rows.rowCount() == 1);
    }

    public static Future<Void> update(SqlClient on, Account account) {
        return on.preparedQuery(UPDATE)
                .execute(Tuple.from(Arrays.asList(
                        account.id(),
                        account.name().orElse(null),
                        account.locale().orElse(null),
                        names(account.roles()),
                        account.emailVerified(),
                        account.locked(),
                        account.version(),
                        account.passwordHash(),
                        Times.at(account.tokensAfter()))))
                .mapEmpty();
    }

    /** Puts another hash of the same password in the place of this one. */
    public static Future<Void> rehash(SqlClient on, Account account, String hash) {
        return on.preparedQuery(REHASH)
                .execute(Tuple.of(account.id(), account.passwordHash(), hash))
                .mapEmpty();
    }

    public static Future<Optional<Account>> find(SqlClient on, UUID id) {
        return on.preparedQuery(BY_ID).execute(Tuple.of(id)).map(Accounts::first);
    }

    /** Keeps everyone else from changing the account, or opening a session for it, until the transaction ends. */
    public static Future<Optional<Account>> lock(SqlClient on, UUID id) {
        return on.preparedQuery(BY_ID_LOCKED).execute(Tuple.of(id)).map(Accounts::first);
    }

    public static Future<Optional<Account>> findByEmail(SqlClient on, String email) {
        return on.preparedQuery(BY_EMAIL).execute(Tuple.of(Emails.key(email))).map(Accounts::first);
    }

    public static Future<List<Account>> find(SqlClient on, List<UUID> ids) {
        return on.preparedQuery(BY_IDS)
                .mapping(Accounts::of)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> rows.stream().toList());
    }

    /** Newest first. */
    public static Future<List<Account>> page(SqlClient on, Optional<UUID> after, int limit) {
        return on.preparedQuery(PAGE)
                .mapping(Accounts::of)
                .execute(Tuple.of(after.orElse(null), limit))
                .map(rows -> rows.stream().toList());
    }

    /** Within a transaction: whether there stays an administrator when this one goes. */
    public static Future<Boolean> hasOtherAdmin(SqlClient on, UUID id) {
        return on.query(LOCK_ADMINS)
                .execute()
                .compose(locked -> on.preparedQuery(OTHER_ADMINS).execute(Tuple.of(id)))
                .map(rows -> rows.size() > 0);
    }

    public static Future<Void> delete(SqlClient on, UUID id) {
        return on.preparedQuery(DELETE).execute(Tuple.of(id)).mapEmpty();
    }

    /** Reads an account from a row that has all its columns. */
    public static Account of(Row row) {
        return new Account(
                row.getUUID("id"),
                row.getString("email"),
                Optional.ofNullable(row.getString("name")),
                Optional.ofNullable(row.getString("locale")),
                roles(row.getArrayOfStrings("roles")),
                row.getBoolean("email_verified"),
                row.getBoolean("locked"),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("password_hash"),
                row.getOffsetDateTime("tokens_after").toInstant());
    }

    private static Optional<Account> first(RowSet<Row> rows) {
        return rows.stream().findFirst().map(Accounts::of);
    }

    private static Set<Role> roles(String[] names) {
        return Arrays.stream(names).map(Role::ofWireName).collect(Collectors.toSet());
    }

    private static String[] names(Set<Role> roles) {
        return roles.stream().sorted().map(Role::wireName).toArray(String[]::new);
    }
}
