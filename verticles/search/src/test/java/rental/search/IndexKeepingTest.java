package rental.search;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.search.SearchSystem.until;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.health.HealthReport;
import rental.testkit.FaultProxy;
import rental.testkit.TestDatabase;
import rental.testkit.TestElasticsearch;

/** What keeps the index true: the reconciler, and catching up after an outage. */
class IndexKeepingTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("car");

    /** What ten searches would take if each waited for ELASTICSEARCH_TIMEOUT, which is 2 s. */
    private static final Duration PATIENCE_OF_TEN_SEARCHES = Duration.ofSeconds(20);

    private final TestElasticsearch elasticsearch = TestElasticsearch.shared();
    private final RawIndex raw = new RawIndex(elasticsearch.url());
    private final FaultProxy network = FaultProxy.to(elasticsearch.url());
    private final String live = elasticsearch.indexPrefix() + "cars";
    private final String all = elasticsearch.indexPrefix() + "cars-*";
    private SearchSystem system;

    @BeforeEach
    void start() {
        DATABASE.execute("TRUNCATE car, idempotency_key, outbox CASCADE");
        // As long as this it shows what a comparison has found.
        system = SearchSystem.start(
                DATABASE,
                network.inFrontOf(elasticsearch.url()),
                elasticsearch.indexPrefix(),
                "SEARCH_RECONCILE_INTERVAL",
                "3s");
        system.untilHealthy();
    }

    @AfterEach
    void stop() {
        network.heal();
        system.close();
        network.close();
    }

    @Test
    void saysThatItCannotSearchUntilThereIsAnIndex() {
        system.stopSearch();
        raw.indexes(all).forEach(raw::delete);
        network.cut();
        system.startSearch();

        assertThat(system.search().text("/code")).isEqualTo("search-unavailable");
        assertThat(system.health()).isEqualTo(HealthReport.Status.UNHEALTHY);

        network.heal();
        system.untilHealthy();
        assertThat(system.search().status()).isEqualTo(200);
    }

    @Test
    void repairsWhatDiffersFromTheFleetAndSaysSo() {
        system.create(10, DATABASE);
        var cars = system.search("limit", "3").body().at("/items");
        var lost = cars.at("/0/car/id").asText();
        var wrong = cars.at("/1/car/id").asText();
        var right = raw.get(live + "/_doc/" + wrong);
        assertThat(system.repairs()).isZero();

        raw.delete(live + "/_doc/" + lost + "?version_type=external_gte&version="
                + raw.get(live + "/_doc/" + lost).get("_version").asText());
        raw.put(
                live + "/_doc/" + wrong + "?version_type=external_gte&version="
                        + right.get("_version").asText(),
                right.get("_source").toString().replace("\"seats\":5", "\"seats\":9"));
        var nobodys = UUID.randomUUID().toString();
        raw.put(
                live + "/_doc/" + nobodys + "?version_type=external_gte&version=1",
                right.get("_source").toString().replace(wrong, nobodys));

        until(() -> system.health() == HealthReport.Status.DEGRADED);
        assertThat(system.healthOfEach()).containsOnly(HealthReport.Status.DEGRADED);
        until(() -> system.violations() == 3);
        assertThat(system.repairs()).isEqualTo(3);
        until(() -> system.total() == 10);
        assertThat(raw.get(live + "/_doc/" + wrong).get("_source")).isEqualTo(right.get("_source"));
        assertThat(raw.get(live + "/_doc/" + nobodys).get("found").asBoolean()).isFalse();
        system.untilHealthy();
        assertThat(system.healthOfEach()).containsOnly(HealthReport.Status.HEALTHY);
        until(() -> system.violations() == 0);
    }

    /** One that no node may hold: an index that is closed and opened again would be there at once, or not, as time has it. */
    @Test
    void isNotHealthyUntilElasticsearchHasOpenedTheIndex() {
        var open = raw.indexes(live).get(0);
        var unopened = open + "9";
        raw.put(
                unopened + "?wait_for_active_shards=0",
                "{\"settings\": {\"index.routing.allocation.require._name\": \"nobody\"}}");
        lead(open, unopened);

        assertThat(system.search().text("/code")).isEqualTo("search-unavailable");
        assertThat(system.health()).isEqualTo(HealthReport.Status.UNHEALTHY);

        lead(unopened, open);
        raw.delete(unopened);
        system.untilHealthy();
        assertThat(system.search().status()).isEqualTo(200);
    }

    /** The alias, from one index to another. */
    private void lead(String from, String to) {
        raw.post("_aliases", """
                {"actions": [{"remove": {"index": "%s", "alias": "%s"}}, {"add": {"index": "%s", "alias": "%2$s"}}]}
                """.formatted(from, live, to));
    }

    @Test
    void buildsTheIndexAnewWhenItKnowsMoreThanARestoredDatabase() {
        var car = system.create(Details.ofCar("Restored").json()).id();
        system.untilTotal(1);
        var right = raw.get(live + "/_doc/" + car);
        var before = raw.indexes(live);

        raw.put(
                live + "/_doc/" + car + "?version_type=external_gte&version=1000",
                right.get("_source").toString().replace("\"seats\":5", "\"seats\":9"));

        until(() -> !raw.indexes(live).equals(before));
        assertThat(raw.get(live + "/_doc/" + car).get("_source")).isEqualTo(right.get("_source"));
        assertThat(raw.get(live + "/_doc/" + car).get("_version")).isEqualTo(right.get("_version"));
        system.patch(car, "{\"name\": \"Changed again\"}");
        until(() -> system.search("query", "changed").names().size() == 1);
        system.untilHealthy();
    }

    @Test
    void refusesSearchesAloneWhenElasticsearchIsGoneAndCatchesUpWhenItIsBack() {
        system.create(3, DATABASE);
        network.cut();

        var refused = system.search();
        var made = system.create(Details.ofCar("Made meanwhile").json());
        system.patch(made.id(), "{\"name\": \"Changed meanwhile\"}");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text("/code")).isEqualTo("search-unavailable");
        assertThat(refused.response().headers()).containsKey("retry-after");
        network.heal();
        until(() -> system.search("query", "changed").names().size() == 1);
    }

    @Test
    void waitsOnceAndNotEachTimeWhenElasticsearchHangs() {
        system.create(1, DATABASE);
        network.swallow();
        system.search();
        system.search();

        var before = Instant.now();
        for (var n = 0; n < 10; n++) {
            assertThat(system.search().status()).isEqualTo(503);
        }

        assertThat(Duration.between(before, Instant.now())).isLessThan(PATIENCE_OF_TEN_SEARCHES);
        network.heal();
        until(() -> system.search().status() == 200);
    }
}
