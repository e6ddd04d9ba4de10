package rental.standalone;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import rental.testkit.TestDatabase;
import rental.testkit.TestElasticsearch;

/** All that the whole system stands on: four databases, a search engine and a mail server, new for each test class. */
final class Servers implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
    private static final String ANY_FREE = "0";

    private final Map<String, TestDatabase> databases = List.of("auth", "car", "booking", "notification").stream()
            .collect(Collectors.toMap(Function.identity(), TestDatabase::of));
    private final TestElasticsearch elasticsearch = TestElasticsearch.shared();
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @Override
    public void beforeAll(ExtensionContext context) {
        for (var database : databases.values()) {
            database.beforeAll(context);
        }
        elasticsearch.beforeAll(context);
        mail.start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        mail.stop();
        databases.values().forEach(database -> database.afterAll(context));
    }

    /** For those that start it by {@link #beforeAll} themselves. */
    @Override
    public void close() {
        afterAll(null);
    }

    GreenMail mail() {
        return mail;
    }

    TestDatabase database(String service) {
        return databases.get(service);
    }

    /** Settings for a system that runs on these, takes free ports, and knows no rate limits. */
    Map<String, String> settings() {
        var settings = new HashMap<>(Map.of(
                "PROFILE", "development",
                "ELASTICSEARCH_URL", elasticsearch.url(),
                "ELASTICSEARCH_INDEX_PREFIX", elasticsearch.indexPrefix(),
                "SMTP_URL", "smtp://127.0.0.1:" + mail.getSmtp().getPort(),
                "RATE_LIMIT_GLOBAL", "off",
                "RATE_LIMIT_SEARCH", "off",
                "RATE_LIMIT_BOOKING", "off"));
        databases.forEach((service, database) ->
                settings.put(service.toUpperCase(Locale.ROOT) + "_DATABASE_URL", database.url()));
        for (var service : List.of("AUTH", "CAR", "SEARCH", "BOOKING", "NOTIFICATION", "GATEWAY")) {
            settings.put(service + "_PORT", ANY_FREE);
        }
        return settings;
    }
}
