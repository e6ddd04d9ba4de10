package rental.auth.account;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import rental.contract.auth.MailRequested;
import rental.contract.auth.UserChanged;
import rental.contract.auth.UserErased;
import rental.runtime.bus.RequestContext;
import rental.runtime.http.Json;

/** Writes facts into the outbox, in the transaction of the change they tell. */
public final class Events {
    private static final String INSERT = """
            INSERT INTO outbox (type, aggregate_id, payload, request_id, traceparent, secret)
            VALUES ($1, $2, $3, $4, $5, $6)
            """;

    /** What was told is emptied; what is still to be told is emptied once it has been. */
    private static final String FORGET = """
            UPDATE outbox
               SET secret = true,
                   payload = CASE WHEN pending = '{}' THEN '{}'::jsonb ELSE payload END
             WHERE aggregate_id = $1
            """;

    private Events() {}

    public static Future<Void> changed(SqlClient on, Account account) {
        return write(on, UserChanged.TYPE, account.id(), new UserChanged(account.asUser()), false);
    }

    /** Asks for a mail; one with a token is kept from whoever looks into the database later. */
    public static Future<Void> mail(SqlClient on, MailRequested mail) {
        return write(on, mail.kind(), mail.userId(), mail, mail.token().isPresent());
    }

    public static Future<Void> alert(SqlClient on, Account account, String reason) {
        return mail(
                on,
                new MailRequested(
                        MailRequested.SECURITY_ALERT,
                        account.id(),
                        account.email(),
                        account.name().orElse(""),
                        account.language(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(reason)));
    }

    /** Tells that a user is gone, and keeps no personal data of the user in older facts. */
    public static Future<Void> erased(SqlClient on, UUID userId) {
        return on.preparedQuery(FORGET)
                .execute(Tuple.of(userId))
                .compose(done -> write(on, UserErased.TYPE, userId, new UserErased(userId), false));
    }

    private static Future<Void> write(SqlClient on, String type, UUID about, Object fact, boolean secret) {
        var request = RequestContext.current();
        return on.preparedQuery(INSERT)
                .execute(Tuple.from(Arrays.asList(
                        type,
                        about,
                        new JsonObject(Buffer.buffer(Json.write(fact))),
                        request.map(RequestContext::requestId).orElse(null),
                        request.flatMap(RequestContext::traceparent).orElse(null),
                        secret)))
                .mapEmpty();
    }
}
