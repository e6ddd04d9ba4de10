package rental.notification.intake;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import rental.contract.auth.AuthAddresses;
import rental.contract.auth.FindUsers;
import rental.contract.auth.User;
import rental.notification.mail.Recipient;
import rental.notification.queue.Sending.Reader;
import rental.notification.queue.Sending.Readers;
import rental.runtime.bus.TypedBus;

/** The users as auth tells of them. Of an erased one only that is kept: so nothing that comes late is sent. */
public final class Recipients implements Readers {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String FIND = """
            SELECT user_id, email, name, locale, erased_at IS NOT NULL AS erased
              FROM recipient
             WHERE user_id = ANY ($1)
            """;

    private static final String TELL = """
            INSERT INTO recipient (user_id, email, name, locale, version)
            SELECT user_id, email, name, locale, version
              FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bigint[])
                   AS u (user_id, email, name, locale, version)
                ON CONFLICT (user_id) DO UPDATE
               SET email = excluded.email, name = excluded.name, locale = excluded.locale, version = excluded.version
             WHERE recipient.erased_at IS NULL AND recipient.version < excluded.version
            """;

    private static final String ERASE = """
            INSERT INTO recipient (user_id, version, erased_at)
            SELECT unnest($1::uuid[]), 0, now()
                ON CONFLICT (user_id) DO UPDATE
               SET email = NULL, name = NULL, locale = NULL, erased_at = now()
             WHERE recipient.erased_at IS NULL
            """;

    private static final String ERASE_NOTIFICATIONS = "DELETE FROM notification WHERE user_id = ANY ($1)";

    private static final String ERASE_REMINDERS = "DELETE FROM reminder WHERE user_id = ANY ($1)";

    private final SqlClient database;
    private final TypedBus bus;

    public Recipients(SqlClient database, TypedBus bus) {
        this.database = requireNonNull(database);
        this.bus = requireNonNull(bus);
    }

    @Override
    public Future<Map<UUID, Reader>> known(Collection<UUID> userIds) {
        return known(database, userIds);
    }

    /** The user as known here by now, or else as auth knows it. */
    @Override
    public Future<Reader> find(UUID userId) {
        return known(database, List.of(userId)).compose(readers -> {
            var known = Optional.ofNullable(readers.get(userId));
            return known.map(Future::succeededFuture).orElseGet(() -> ask(userId));
        });
    }

    /** Those of the users who are known here. */
    Future<Map<UUID, Reader>> known(SqlClient connection, Collection<UUID> userIds) {
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.tuple().addArrayOfUUID(userIds.toArray(UUID[]::new)))
                .map(rows -> {
                    var readers = new HashMap<UUID, Reader>();
                    rows.forEach(row -> readers.put(row.getUUID("user_id"), reader(row)));
                    return readers;
                });
    }

    /** Takes what is told of users; what is older than what is known changes nothing. */
    Future<Void> told(SqlClient connection, Collection<User> users) {
        if (users.isEmpty()) {
            return Future.succeededFuture();
        }
        var latest = new HashMap<UUID, User>();
        users.forEach(user -> latest.merge(user.id(), user, Recipients::newer));
        var list = List.copyOf(latest.values());
        var rows = Tuple.tuple()
                .addArrayOfUUID(list.stream().map(User::id).toArray(UUID[]::new))
                .addArrayOfString(list.stream().map(User::email).toArray(String[]::new))
                .addArrayOfString(list.stream().map(User::name).toArray(String[]::new))
                .addArrayOfString(list.stream().map(User::locale).toArray(String[]::new))
                .addArrayOfLong(list.stream().map(User::version).toArray(Long[]::new));
        return connection.preparedQuery(TELL).execute(rows).mapEmpty();
    }

    /** Forgets all that is known of users, and all that was written to them. */
    Future<Void> erase(SqlClient connection, Collection<UUID> userIds) {
        if (userIds.isEmpty()) {
            return Future.succeededFuture();
        }
        var ids = Tuple.tuple().addArrayOfUUID(userIds.toArray(UUID[]::new));
        return connection
                .preparedQuery(ERASE)
                .execute(ids)
                .compose(done -> connection.preparedQuery(ERASE_NOTIFICATIONS).execute(ids))
                .compose(done -> connection.preparedQuery(ERASE_REMINDERS).execute(ids))
                .mapEmpty();
    }

    private Future<Reader> ask(UUID userId) {
        return bus.request(AuthAddresses.FIND_USERS, new FindUsers(List.of(userId)), PATIENCE)
                .compose(found -> told(database, found.users())
                        .map(kept -> found.users().stream()
                                .findFirst()
                                .<Reader>map(user -> new Reader.Known(recipient(user)))
                                .orElseGet(Reader.Unknown::new)));
    }

    private static Recipient recipient(User user) {
        return new Recipient(user.id(), user.email(), user.name(), user.locale());
    }

    private static User newer(User known, User told) {
        return told.version() > known.version() ? told : known;
    }

    private static Reader reader(Row row) {
        if (row.getBoolean("erased")) {
            return new Reader.Erased();
        }
        return new Reader.Known(new Recipient(
                row.getUUID("user_id"), row.getString("email"), row.getString("name"), row.getString("locale")));
    }
}
