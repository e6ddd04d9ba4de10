package rental.auth.key;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** The table {@code signing_keys}: every node publishes the public halves of its keys, and so knows those of all. */
final class PublishedKeys {
    private static final String PUBLISH = """
            INSERT INTO signing_keys (id, jwk, first_seen, last_seen)
            VALUES ($1, $2, $3, $3)
                ON CONFLICT (id) DO UPDATE SET last_seen = greatest(signing_keys.last_seen, excluded.last_seen)
            """;

    private static final String ALL = """
            SELECT id, jwk, first_seen
              FROM signing_keys
             WHERE last_seen > $1
             ORDER BY first_seen, id
            """;

    private static final String FORGET = "DELETE FROM signing_keys WHERE last_seen <= $1";

    /** @param firstSeen when a node first had the private half */
    record Published(String id, JsonObject jwk, Instant firstSeen) {}

    private final SqlClient database;

    PublishedKeys(SqlClient database) {
        this.database = database;
    }

    Future<Void> publish(List<SigningKey> keys, Instant now) {
        if (keys.isEmpty()) {
            return Future.succeededFuture();
        }
        var rows = keys.stream()
                .map(key -> Tuple.of(key.id(), key.jwk(), now.atOffset(ZoneOffset.UTC)))
                .toList();
        return database.preparedQuery(PUBLISH).executeBatch(rows).mapEmpty();
    }

    /** The keys that some node had not longer ago than this, oldest first. */
    Future<List<Published>> all(Instant now, Duration kept) {
        return database.preparedQuery(ALL)
                .mapping(PublishedKeys::published)
                .execute(Tuple.of(now.minus(kept).atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.stream().toList());
    }

    Future<Void> forget(Instant now, Duration kept) {
        return database.preparedQuery(FORGET)
                .execute(Tuple.of(now.minus(kept).atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }

    private static Published published(Row row) {
        return new Published(
                row.getString("id"),
                row.getJsonObject("jwk"),
                row.getOffsetDateTime("first_seen").toInstant());
    }
}
