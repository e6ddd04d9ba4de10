package rental.auth;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import rental.contract.auth.MailRequested;

/** Asks for the mails that carry a single-use token, in the transaction that keeps the token's hash. */
final class Mails {
    private final SessionConfig config;
    private final Clock clock;

    Mails(SessionConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    Future<Void> verification(SqlClient on, Account account) {
        return send(on, account, MailRequested.EMAIL_VERIFICATION, config.emailVerification());
    }

    Future<Void> passwordReset(SqlClient on, Account account) {
        return send(on, account, MailRequested.PASSWORD_RESET, config.passwordReset());
    }

    private Future<Void> send(SqlClient on, Account account, String purpose, Duration lifetime) {
        var token = OpaqueToken.next();
        var now = clock.instant();
        var mail = new MailRequested(
                purpose,
                account.id(),
                account.email(),
                account.name().orElse(""),
                account.language(),
                Optional.of(token),
                Optional.of(now.plus(lifetime)),
                Optional.empty());
        return MailTokens.insert(on, OpaqueToken.hash(token), account.id(), purpose, now, lifetime)
                .compose(allowed -> allowed ? Events.mail(on, mail) : Future.succeededFuture());
    }
}
