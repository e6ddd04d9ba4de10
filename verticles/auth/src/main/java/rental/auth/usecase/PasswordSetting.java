package rental.auth.usecase;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import rental.auth.account.Account;
import rental.auth.account.Accounts;
import rental.auth.account.Events;
import rental.auth.mail.MailTokens;
import rental.auth.session.RevocationTable;
import rental.auth.session.SessionConfig;
import rental.auth.session.Sessions;
import rental.auth.session.Sessions.Reason;
import rental.auth.store.Database;
import rental.contract.auth.MailRequested;
import rental.contract.auth.Revocations.Revoked;
import rental.runtime.outbox.Outbox;

/** Gives an account another password, with all that follows: its owner is told, and sessions opened with the old one end. */
public final class PasswordSetting {
    private static final String CHANGED = "Your password was changed. If this was not you, set a new one at once.";

    private final Database database;
    private final Revoking revoking;
    private final Outbox outbox;
    private final SessionConfig config;
    private final Clock clock;

    public PasswordSetting(Database database, Revoking revoking, Outbox outbox, SessionConfig config, Clock clock) {
        this.database = database;
        this.revoking = revoking;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /**
     * All in one transaction, in which the account is looked at first.
     *
     * @param account locks the account and answers it with its new password, or why it gets none
     * @param except the session that goes on
     */
    Future<Outcome<Void>> set(Function<SqlClient, Future<Outcome<Account>>> account, Optional<UUID> except) {
        return database.transaction(on ->
                        account.apply(on).compose(found -> found.then(changed -> settle(on, changed, except))))
                .map(outcome -> outcome.map(this::tell));
    }

    private Future<Outcome<List<Revoked>>> settle(SqlClient on, Account account, Optional<UUID> except) {
        var now = clock.instant();
        return Accounts.update(on, account)
                .compose(done -> MailTokens.dropAll(on, account.id(), MailRequested.PASSWORD_RESET))
                .compose(done -> Events.changed(on, account))
                .compose(done -> Events.alert(on, account, CHANGED))
                .compose(done -> endSessions(on, account.id(), except, now))
                .map(Outcome::done);
    }

    private Future<List<Revoked>> endSessions(SqlClient on, UUID user, Optional<UUID> except, Instant now) {
        return Sessions.endAll(on, user, except, now, Reason.PASSWORD)
                .compose(ended -> RevocationTable.ofSessions(on, ended, now, config.accessToken()));
    }

    private Void tell(List<Revoked> revoked) {
        revoking.tell(revoked);
        outbox.committed();
        return null;
    }
}
