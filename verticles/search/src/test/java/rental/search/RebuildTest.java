package rental.search;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.search.SearchSystem.await;
import static rental.search.SearchSystem.until;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.testkit.TestDatabase;
import rental.testkit.TestElasticsearch;

/** Indexes that are built anew, when asked for or of need, whatever happens to those who build them. */
class RebuildTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("car");

    private final TestElasticsearch elasticsearch = TestElasticsearch.shared();
    private final RawIndex raw = new RawIndex(elasticsearch.url());
    private final String live = elasticsearch.indexPrefix() + "cars";
    private final String all = elasticsearch.indexPrefix() + "cars-*";
    private SearchSystem system;

    @BeforeEach
    void start() {
        DATABASE.execute("TRUNCATE car, idempotency_key, outbox CASCADE");
        system = SearchSystem.start(DATABASE, elasticsearch.url(), elasticsearch.indexPrefix());
        system.untilHealthy();
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void buildsTheIndexAnewBesideTheLiveOne() {
        system.create(30, DATABASE);
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
        assertThat(system.total()).isEqualTo(30);
        assertThat(system.reindex(UUID.randomUUID().toString()).status()).isEqualTo(404);
    }

    @Test
    void losesNoChangeThatComesDuringARebuild() {
        system.create(20, DATABASE);

        var id = system.reindex().text("/id");
        var creating = Stream.iterate(1, n -> n + 1)
                .limit(200)
                .map(n -> system.creating(Details.ofCar("Late " + n).json()))
                .toList();
        untilDone(id);
        await(Future.all(creating));
        system.untilAllIsTaken(DATABASE);

        assertThat(system.reindex(id).text("/status")).isEqualTo("done");
        assertThat(system.total()).isEqualTo(220);
    }

    @Test
    void runsOneRebuildAtATime() {
        system.create(5, DATABASE);

        var one = system.reindex().text("/id");
        var other = system.reindex().text("/id");

        assertThat(other).isEqualTo(one);
        untilDone(one);
    }

    @Test
    void finishesTheRebuildOfANodeThatHasDied() {
        system.create(30, DATABASE);
        system.booking().reachable(false);
        var id = system.reindex().text("/id");
        until(() -> raw.indexes(all).size() == 2);
        var halfBuilt = raw.indexes(all);
        halfBuilt.removeAll(raw.indexes(live));
        system.stopSearch();
        system.booking().reachable(true);
        var made = system.creating(Details.ofCar("Made meanwhile").json());

        system.startSearch();

        assertThat(await(made).name()).isEqualTo("Made meanwhile");
        assertThat(system.reindex(id).text("/status")).isEqualTo("running");
        untilDone(id);
        system.untilAllIsTaken(DATABASE);
        assertThat(system.reindex(id).text("/status")).isEqualTo("done");
        assertThat(raw.indexes(live)).hasSize(1).doesNotContainAnyElementsOf(halfBuilt);
        assertThat(raw.indexes(all)).doesNotContainAnyElementsOf(halfBuilt);
        assertThat(system.total()).isEqualTo(31);
    }

    @Test
    @Tag("soak")
    void failsARebuildThatEveryNodeDiesOf() {
        system.create(5, DATABASE);
        var before = raw.indexes(live);
        system.booking().reachable(false);
        var id = system.reindex().text("/id");
        for (var death = 0; death < 2; death++) {
            until(() -> raw.indexes(all).size() == 2);
            system.stopSearch();
            raw.indexes(all).stream().filter(index -> !before.contains(index)).forEach(raw::delete);
            system.startSearch();
        }
        until(() -> raw.indexes(all).size() == 2);
        system.stopSearch();
        system.booking().reachable(true);
        system.startSearch();

        untilDone(id);

        assertThat(system.reindex(id).text("/status")).isEqualTo("failed");
        assertThat(raw.indexes(live)).isEqualTo(before);
        assertThat(raw.indexes(all)).isEqualTo(before);
        assertThat(system.total()).isEqualTo(5);
        untilDone(system.reindex().text("/id"));
        assertThat(raw.indexes(live)).isNotEqualTo(before);
    }

    @Test
    void keepsSearchingTheOldIndexWhenTheNewOneLacksCars() {
        system.create(5, DATABASE);
        var before = raw.indexes(live);
        var template = "_index_template/" + live;
        raw.put(template, """
                {"index_patterns": ["%s-*"], "template": {"settings": {"index.blocks.write": true}}}
                """.formatted(live));

        var id = system.reindex().text("/id");
        untilDone(id);
        raw.delete(template);

        assertThat(system.reindex(id).text("/status")).isEqualTo("failed");
        assertThat(system.reindex(id).text("/failed")).isEqualTo("6");
        assertThat(raw.indexes(live)).isEqualTo(before);
        assertThat(system.total()).isEqualTo(5);
    }

    /** As when nodes of two versions run side by side: those of the old one must not bring its mapping back. */
    @Test
    void leavesAnIndexOfAnotherMappingAloneThatCameWhileItRan() throws IOException {
        system.stopSearch();
        system.startSearch();
        system.create(5, DATABASE);
        var old = raw.indexes(live);
        var newer = live + "-ffffffffffff-20990101000000000";
        raw.put(newer, ownMapping());
        raw.post("_aliases", """
                {"actions": [{"remove": {"index": "%s", "alias": "%s"}}, {"add": {"index": "%s", "alias": "%s"}}]}
                """.formatted(old.get(0), live, newer, live));

        // The reconciler cannot repair an index that is not written, so it counts each of its rounds.
        until(() -> system.repairs() >= 3 * 5);

        assertThat(raw.indexes(live)).containsExactly(newer);
    }

    @Test
    void rebuildsWhenTheMappingHasChanged() {
        system.create(5, DATABASE);
        system.stopSearch();
        var old = live + "-000000000000-20200101000000000";
        raw.put(old, "{\"mappings\": {\"dynamic\": false}}");
        raw.post("_aliases", """
                {"actions": [{"remove": {"index": "%s", "alias": "%s"}}, {"add": {"index": "%s", "alias": "%s"}}]}
                """.formatted(all, live, old, live));

        system.startSearch();

        until(() -> !raw.indexes(live).contains(old));
        until(() -> system.total() == 5);
        assertThat(raw.indexes(live)).hasSize(1);
    }

    private static String ownMapping() throws IOException {
        try (var file = RebuildTest.class.getResourceAsStream("/search/cars-index.json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void untilDone(String id) {
        until(() -> !system.reindex(id).text("/status").equals("running"));
    }
}
