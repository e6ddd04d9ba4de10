package rental.car;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.car.CarAddresses;
import rental.contract.car.CarsFound;
import rental.contract.health.HealthReport;
import rental.runtime.bus.TypedBus;
import rental.runtime.http.contract.Contract;
import rental.runtime.http.server.ApiServer;
import rental.runtime.http.server.ServiceEdge;
import rental.runtime.outbox.Outbox;
import rental.runtime.security.JwtVerifier;
import rental.runtime.sql.Databases;
import rental.runtime.sql.Retry;

/** Wires the car service: its database, its operations, the addresses it serves. */
public final class CarVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(CarVerticle.class);
    private static final Duration HOUSEKEEPING = Duration.ofHours(1);

    private final CarConfig config;
    private ApiServer server;

    public CarVerticle(CarConfig config) {
        this.config = requireNonNull(config);
    }

    @Override
    public Future<?> start() {
        var writes = Databases.serializable(vertx, config.database());
        var reads = Databases.pipelined(vertx, config.database());
        var cars = new Cars(writes, reads, Retry.on(vertx), new Outbox(vertx, "car"));
        var keys = new IdempotencyKeys(writes);
        var zones = new TimeZones(vertx);
        var fleet = new Fleet(cars, keys, zones, Clock.systemUTC());
        var contract = Contract.in(config.currency());
        var operations = new CarApi(contract, fleet, cars).operations();
        vertx.setPeriodic(HOUSEKEEPING.toMillis(), tick -> forgetExpired(keys));
        return TypedBus.on(vertx)
                .serve(CarAddresses.FIND, ask -> cars.find(ask.ids()).map(CarsFound::new))
                .serve(
                        CarAddresses.SCAN,
                        ask -> cars.scan(ask.after(), ask.limit()).map(CarsFound::new))
                .ready()
                .compose(serving -> ServiceEdge.of(
                                vertx, contract, config.http(), "car", operations, () -> health(reads))
                        .tokens(JwtVerifier.on(vertx, config.tokens()))
                        .open(config.host(), config.port()))
                .onSuccess(opened -> {
                    server = opened;
                    if (config.timeZonesAhead()) {
                        zones.warmUp();
                    }
                });
    }

    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.shutdown();
    }

    private static void forgetExpired(IdempotencyKeys keys) {
        keys.forgetExpired(Clock.systemUTC().instant())
                .onFailure(fault -> LOG.warn("Expired idempotency keys stay until the next try", fault));
    }

    private static Future<HealthReport> health(SqlClient database) {
        return database.query("SELECT 1")
                .execute()
                .map(answered -> HealthReport.healthy())
                .otherwise(HealthReport.unhealthy("The database does not answer."));
    }
}
