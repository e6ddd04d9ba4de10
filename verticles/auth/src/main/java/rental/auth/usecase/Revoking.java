package rental.auth.usecase;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import rental.auth.session.RevocationTable;
import rental.auth.store.Database;
import rental.contract.auth.Revocations;
import rental.contract.auth.Revocations.Revoked;
import rental.runtime.bus.TypedBus;

/** Tells the verifiers whose tokens are not good any more. What was written with the change is told after the commit. */
public final class Revoking {
    private final TypedBus bus;
    private final Database database;
    private final AuthMeters meters;
    private final Clock clock;

    public Revoking(Vertx vertx, Database database, AuthMeters meters, Clock clock) {
        this.bus = TypedBus.on(vertx);
        this.database = database;
        this.meters = meters;
        this.clock = clock;
    }

    /** The word may be lost on the way; verifiers ask, too. */
    void tell(List<Revoked> revoked) {
        if (!revoked.isEmpty()) {
            meters.revoked(revoked.size());
            bus.publish(Revocations.TOLD, new Revocations(revoked));
        }
    }

    public Future<Revocations> answer(Revocations.Ask ask) {
        return RevocationTable.since(database.reads(), ask.since(), clock.instant())
                .map(Revocations::new);
    }
}
