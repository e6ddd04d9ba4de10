package rental.search;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.search.SearchSystem.until;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.health.HealthReport;
import rental.testkit.FaultProxy;
import rental.testkit.TestDatabase;
import rental.testkit.TestElasticsearch;

/** Elasticsearch at two addresses, each reached through a network of its own, as two nodes of a cluster are. */
class NodeFailoverTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("car");

    @RegisterExtension
    static final TestElasticsearch ELASTICSEARCH = TestElasticsearch.shared();

    private static final int SEARCHES = 50;
    private static FaultProxy one;
    private static FaultProxy other;
    private static SearchSystem system;

    @BeforeAll
    static void start() {
        var url = ELASTICSEARCH.url();
        one = FaultProxy.to(url);
        other = FaultProxy.to(url);
        var both = one.inFrontOf(url) + ", " + other.inFrontOf(url);
        system = SearchSystem.start(DATABASE, both, ELASTICSEARCH.indexPrefix(), "ELASTICSEARCH_TIMEOUT", "500ms");
        system.untilHealthy();
        system.create(Details.ofCar("Always there").json());
        system.untilAllIsTaken(DATABASE);
    }

    @AfterEach
    void heal() {
        one.heal();
        other.heal();
        untilBothServe();
    }

    @AfterAll
    static void stop() {
        system.close();
        one.close();
        other.close();
    }

    @Test
    void usesBothNodes() {
        assertThat(one.openConnections()).isPositive();
        assertThat(other.openConnections()).isPositive();
    }

    @Test
    void answersEverySearchAndLosesNoChangeWhicheverNodeDies() {
        for (var dying : List.of(one, other)) {
            var before = searches();
            dying.cut();
            var car = system.create(Details.ofCar("Newcomer").json());

            assertThat(before).containsOnly(200);
            assertThat(searches()).containsOnly(200);
            until(() -> system.search("query", "newcomer").names().size() == 1);
            assertThat(system.health()).isEqualTo(HealthReport.Status.HEALTHY);

            system.delete(car.id());
            until(() -> system.search("query", "newcomer").names().isEmpty());
            dying.heal();
            untilBothServe();
        }
    }

    @Test
    void asksTheOtherNodeWhenOneHangs() {
        one.swallow();

        assertThat(searches()).containsOnly(200);
    }

    @Test
    void rebuildsTheIndexThoughANodeDiesMeanwhile() {
        var id = system.reindex().text("/id");
        other.cut();

        until(() -> !system.reindex(id).text("/status").equals("running"));
        assertThat(system.reindex(id).text("/status")).isEqualTo("done");
        assertThat(system.search().names()).containsExactly("Always there");
    }

    private static List<Integer> searches() {
        return IntStream.range(0, SEARCHES)
                .mapToObj(n -> system.search().status())
                .toList();
    }

    /** A node that was down serves again once a probe has found it. */
    private static void untilBothServe() {
        until(() -> {
            system.search();
            return one.openConnections() > 0 && other.openConnections() > 0;
        });
    }
}
