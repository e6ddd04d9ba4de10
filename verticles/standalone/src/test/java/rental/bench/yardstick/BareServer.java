package rental.bench.yardstick;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import rental.bench.ServiceSql;
import rental.contract.Money;
import rental.contract.car.Car;
import rental.contract.car.FuelType;
import rental.contract.car.Location;
import rental.contract.car.Transmission;
import rental.runtime.http.Json;

/**
 * The least server that answers {@code GET /cars/ID} as the system does: the same select through the same driver, the same
 * JSON, and nothing else; {@code GET /} it answers from memory. It repeats how the car service reads a row, on purpose: what
 * the system is measured against must not become slower with it.
 */
public final class BareServer extends VerticleBase {
    private static final int LOOPS = 2;
    private static final int CONNECTIONS = 4;
    private static final int PREFIX = "/cars/".length();
    private static final Buffer NOTHING = Buffer.buffer("{}");

    private final int port;
    private final String database;
    private SqlClient client;

    private BareServer(int port, String database) {
        this.port = port;
        this.database = database;
    }

    /** @param arguments port, database */
    public static void main(String[] arguments) throws Exception {
        var port = Integer.parseInt(arguments[0]);
        Vertx.vertx()
                .deployVerticle(
                        () -> (Deployable) new BareServer(port, arguments[1]),
                        new DeploymentOptions().setInstances(LOOPS))
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    @Override
    public Future<?> start() {
        client = PgBuilder.client()
                .connectingTo(PgConnectOptions.fromUri(database)
                        .setCachePreparedStatements(true)
                        .setPreparedStatementCacheSqlFilter(sql -> true))
                .with(new PoolOptions().setMaxSize(CONNECTIONS))
                .using(vertx)
                .build();
        return vertx.createHttpServer().requestHandler(this::answer).listen(port, "127.0.0.1");
    }

    private void answer(HttpServerRequest request) {
        if (request.path().length() <= PREFIX) {
            send(request, NOTHING);
            return;
        }
        var id = UUID.fromString(request.path().substring(PREFIX));
        client.preparedQuery(ServiceSql.FIND_CAR)
                .execute(Tuple.of(new UUID[] {id}))
                .onSuccess(rows -> send(
                        request, Buffer.buffer(Json.write(car(rows.iterator().next())))))
                .onFailure(fault -> request.response().setStatusCode(500).end());
    }

    private static void send(HttpServerRequest request, Buffer json) {
        request.response().putHeader("Content-Type", "application/json").end(json);
    }

    private static Car car(Row row) {
        return new Car(
                row.getUUID("id"),
                row.getLong("version"),
                row.getBoolean("active"),
                row.getString("name"),
                row.getString("brand"),
                row.getString("model"),
                row.getInteger("year"),
                FuelType.ofWireName(row.getString("fuel_type")),
                Transmission.ofWireName(row.getString("transmission")),
                row.getInteger("seats"),
                Money.rounded(row.getBigDecimal("price_amount"), Currency.getInstance(row.getString("price_currency"))),
                List.of(row.getArrayOfStrings("images")),
                List.of(row.getArrayOfStrings("features")),
                new Location(
                        row.getDouble("latitude"),
                        row.getDouble("longitude"),
                        row.getString("address"),
                        row.getString("city"),
                        row.getString("state"),
                        row.getString("country"),
                        row.getString("time_zone")),
                row.getInteger("turnaround_minutes"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
