package rental.auth.mail;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import rental.auth.account.Account;
import rental.auth.account.Events;
import rental.auth.session.SessionConfig;
import rental.auth.store.OpaqueToken;
import rental.contract.auth.MailRequested;

/** Asks for the mails that carry a single-use token, in the transaction that keeps the token's hash. */
public final class Mails {
    private final SessionConfig config;
    private final Clock clock;

    public Mails(SessionConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    public Future<Void> verification(SqlClient on, Account account) {
        return send(on, account, MailRequested.EMAIL_VERIFICATION, config.emailVerification());
    }

    public Future<Void> passwordReset(SqlClient on, Account account) {
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
