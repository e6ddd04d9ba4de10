package rental.notification;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import rental.contract.Ids;
import rental.contract.api.ApiResponse;
import rental.contract.api.Caller;
import rental.contract.api.Role;
import rental.runtime.config.Configuration;
import rental.runtime.http.contract.Contract;
import rental.runtime.http.live.LiveConfig;
import rental.runtime.http.live.LiveStreams;
import rental.runtime.http.server.ApiServer;
import rental.runtime.http.settings.HttpConfig;
import rental.runtime.security.Verification;

/** An HTTP port that streams events as the gateway's does, and knows the tokens that the test gives out. */
final class Edge {
    private final Map<String, Caller> tokens = new ConcurrentHashMap<>();
    private final ApiServer server;

    private Edge(Vertx vertx, Map<String, String> settings) {
        server = Service.await(vertx.executeBlocking(() -> Configuration.read(LiveConfig.class, settings))
                .compose(config -> LiveStreams.on(vertx, config))
                .compose(streams -> ApiServer.on(vertx, contract(), http())
                        .tokens(token -> Future.succeededFuture(verify(token)))
                        .mount("notification", request -> Future.succeededFuture(ApiResponse.empty(204)))
                        .stream("streamEvents", streams)
                        .listen("127.0.0.1", 0)));
    }

    /** @param settings of the streams, in pairs of name and value */
    static Edge on(Vertx vertx, String... settings) {
        var environment = new HashMap<>(Map.of("EVENTS_INTERVAL", "100ms"));
        for (var i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        return new Edge(vertx, environment);
    }

    int port() {
        return server.port();
    }

    String customer(UUID userId) {
        return token(new Caller(userId, Ids.next(), Set.of(Role.CUSTOMER)));
    }

    String staff() {
        return token(new Caller(Ids.next(), Ids.next(), Set.of(Role.CUSTOMER, Role.STAFF)));
    }

    void revoke(String token) {
        tokens.remove(token);
    }

    Listener listen(String token) {
        return Listener.open(port(), token, null);
    }

    List<Listener> listenAtOnce(int count, String token) {
        return Listener.openAtOnce(count, port(), token);
    }

    Listener resume(String token, String lastEventId) {
        return Listener.open(port(), token, lastEventId);
    }

    private String token(Caller caller) {
        var token = Ids.next().toString();
        tokens.put(token, caller);
        return token;
    }

    private Verification verify(String token) {
        var caller = tokens.get(token);
        return caller == null ? new Verification.Refused("unknown") : new Verification.Verified(caller);
    }

    private static Contract contract() {
        return Contract.in(http().currency());
    }

    private static HttpConfig http() {
        return Configuration.read(HttpConfig.class, Map.of("RATE_LIMIT_GLOBAL", "off"));
    }
}
