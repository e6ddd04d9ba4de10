package rental.car;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import rental.contract.car.CarAddresses;
import rental.contract.car.CarsFound;
import rental.runtime.bus.TypedBus;
import rental.runtime.http.contract.Contract;
import rental.runtime.http.server.ApiServer;
import rental.runtime.http.server.ServiceEdge;
import rental.runtime.outbox.Outbox;
import rental.runtime.outbox.Undelivered;
import rental.runtime.sql.Databases;
import rental.runtime.sql.Retry;
import rental.runtime.upkeep.Periodic;

/** Wires the car service: its database, its operations, the addresses it serves. */
public final class CarVerticle extends VerticleBase {
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
        var fleet = new Fleet(cars, keys, new TimeZones(vertx), Clock.systemUTC());
        var contract = Contract.in(config.edge().currency());
        var operations = new CarApi(contract, fleet, cars).operations();
        Periodic.begin(
                vertx,
                "housekeeping of car",
                HOUSEKEEPING,
                () -> keys.forgetExpired(Clock.systemUTC().instant()));
        var bus = TypedBus.on(vertx);
        return Databases.warmUp(writes, reads)
                .compose(warm -> bus.serve(
                                CarAddresses.FIND, ask -> cars.find(ask.ids()).map(CarsFound::new))
                        .serve(
                                CarAddresses.SCAN,
                                ask -> cars.scan(ask.after(), ask.limit()).map(CarsFound::new))
                        .ready())
                .compose(serving -> ServiceEdge.of(
                                vertx,
                                contract,
                                config.edge(),
                                "car",
                                operations,
                                new Undelivered(reads, CarMain.CONSUMERS)::health)
                        .on(bus)
                        .open(config.service().port()))
                .onSuccess(opened -> server = opened);
    }

    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.shutdown();
    }
}
