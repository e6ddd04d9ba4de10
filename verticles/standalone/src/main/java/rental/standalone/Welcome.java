package rental.standalone;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.auth.AuthConfig;
import rental.gateway.GatewayAddress;
import rental.runtime.config.Configuration;

/** What is done and said once everything is up: demo data where wanted, and where to begin. */
final class Welcome {
    private static final Logger LOG = LoggerFactory.getLogger(Welcome.class);

    private Welcome() {}

    static Function<Vertx, Future<Void>> of(Configuration configuration) {
        var demo = configuration.bind(DemoConfig.class);
        var auth = configuration.bind(AuthConfig.class);
        return vertx -> demo.filter(DemoConfig::wanted)
                .map(config -> plant(vertx, config, auth.orElseThrow()))
                .orElse(Future.succeededFuture())
                .onSuccess(planted -> GatewayAddress.of(vertx).ifPresent(base -> LOG.info(words(base, demo))));
    }

    private static Future<Void> plant(Vertx vertx, DemoConfig demo, AuthConfig auth) {
        return DemoUsers.on(vertx, auth)
                .compose(users -> Future.all(users.customer(), users.admin()))
                .compose(ids -> new DemoData(vertx, demo).plant(ids.resultAt(0), ids.resultAt(1)));
    }

    private static String words(URI base, Optional<DemoConfig> demo) {
        var users = demo.filter(DemoConfig::wanted).isEmpty()
                ? ""
                : """

                  %s (customer) and %s (admin), both with the password %s
                """.formatted(DemoUsers.CUSTOMER, DemoUsers.ADMIN, DemoUsers.PASSWORD);
        return """
                Car rental is up.

                  API        %1$s
                  Try it     %1$s/docs
                  Contract   %1$s/openapi.yaml
                  Health     %1$s/health
                %2$s
                  curl '%1$s/search?latitude=37.77&longitude=-122.42&query=Tesla'

                Ctrl-C stops everything; the data stays.
                """.formatted(base, users);
    }
}
