package rental.search;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.search.SearchSystem.await;
import static rental.search.SearchSystem.until;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.health.HealthReport;
import rental.testkit.FaultProxy;
import rental.testkit.TestDatabase;
import rental.testkit.TestElasticsearch;

/** What keeps the index true: rebuilds, the reconciler, and catching up after an outage. */
class IndexKeepingTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("car");

    private final TestElasticsearch elasticsearch = TestElasticsearch.shared();
    private final RawIndex raw = new RawIndex(elasticsearch.url());
    private final FaultProxy network = FaultProxy.to(elasticsearch.url());
    private final String live = elasticsearch.indexPrefix() + "cars";
    private final String all = elasticsearch.indexPrefix() + "cars-*";
    private SearchSystem system;

    @BeforeEach
    void start() {
        DATABASE.execute("TRUNCATE car, idempotency_key, outbox CASCADE");
        system = SearchSystem.start(DATABASE, network.inFrontOf(elasticsearch.url()), elasticsearch.indexPrefix());
        system.untilHealthy();
    }

    @AfterEach
    void stop() {
        network.heal();
        system.close();
        network.close();
    }

    private void create(int cars) {
        await(Future.all(Stream.iterate(1, n -> n + 1)
                .limit(cars)
                .map(n -> system.creating(Details.ofCar("Car " + n).json()))
                .toList()));
        system.untilAllIsTaken(DATABASE);
    }

    private int found() {
        return system.search("limit", "1").body().at("/total").asInt(-1);
    }

    private void untilDone(String id) {
        until(() -> !system.reindex(id).text("/status").equals("running"));
    }

    @Test
    void buildsTheIndexAnewBesideTheLiveOne() {
        create(30);
        var before = raw.indexes(live);

        var started = system.reindex();
        var id = started.text("/id");
        untilDone(id);

        assertThat(started.status()).isEqualTo(202);
        assertThat(started.response().headers()).containsEntry("location", "/search/reindex/" + id);
        var done = system.reindex(id);
        assertThat(done.text("/status")).isEqualTo("done");
        assertThat(done.text("/indexed")).isEqualTo("31");
        assertThat(done.text("/failed")).isEqualTo("0");
        assertThat(Instant.parse(done.text("/finishedAt"))).isAfterOrEqualTo(Instant.parse(done.text("/startedAt")));
        assertThat(raw.indexes(live)).hasSize(1).doesNotContainAnyElementsOf(before);
        assertThat(raw.indexes(all)).hasSize(2).containsAll(before);
        assertThat(found()).isEqualTo(30);
        assertThat(system.reindex(UUID.randomUUID().toString()).status()).isEqualTo(404);
    }

    @Test
    void losesNoChangeThatComesDuringARebuild() {
        create(20);

        var id = system.reindex().text("/id");
        var creating = Stream.iterate(1, n -> n + 1)
                .limit(200)
                .map(n -> system.creating(Details.ofCar("Late " + n).json()))
                .toList();
        untilDone(id);
        await(Future.all(creating));
        system.untilAllIsTaken(DATABASE);

        assertThat(system.reindex(id).text("/status")).isEqualTo("done");
        assertThat(found()).isEqualTo(220);
    }

    @Test
    void runsOneRebuildAtATime() {
        create(5);

        var one = system.reindex().text("/id");
        var other = system.reindex().text("/id");

        assertThat(other).isEqualTo(one);
        untilDone(one);
    }

    @Test
    void rebuildsWhenTheMappingHasChanged() {
        create(5);
        system.stopSearch();
        var old = live + "-000000000000-20200101000000000";
        raw.put(old, "{\"mappings\": {\"dynamic\": false}}");
        raw.post("_aliases", """
                {"actions": [{"remove": {"index": "%s", "alias": "%s"}}, {"add": {"index": "%s", "alias": "%s"}}]}
                """.formatted(all, live, old, live));

        system.startSearch();

        until(() -> !raw.indexes(live).contains(old));
        until(() -> found() == 5);
        assertThat(raw.indexes(live)).hasSize(1);
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
    void repairsWhatDiffersFromTheFleetAndCountsIt() {
        create(10);
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

        until(() -> system.repairs() == 3);
        until(() -> found() == 10);
        assertThat(raw.get(live + "/_doc/" + wrong).get("_source")).isEqualTo(right.get("_source"));
        assertThat(raw.get(live + "/_doc/" + nobodys).get("found").asBoolean()).isFalse();
    }

    @Test
    void answersQuicklyWhenElasticsearchIsGoneAndCatchesUpWhenItIsBack() {
        create(3);
        network.cut();

        var before = Instant.now();
        var refused = system.search();
        var made = system.create(Details.ofCar("Made meanwhile").json());
        system.patch(made.id(), "{\"name\": \"Changed meanwhile\"}");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text("/code")).isEqualTo("search-unavailable");
        assertThat(refused.response().headers()).containsKey("retry-after");
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
        network.heal();
        until(() -> system.search("query", "changed").names().size() == 1);
    }

    @Test
    void waitsOnceAndNotEachTimeWhenElasticsearchHangs() {
        create(1);
        network.swallow();
        system.search();
        system.search();

        var before = Instant.now();
        for (var n = 0; n < 10; n++) {
            assertThat(system.search().status()).isEqualTo(503);
        }

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(1));
        network.heal();
        until(() -> system.search().status() == 200);
    }
}
