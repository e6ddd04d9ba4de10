package rental.search;

import static rental.search.SearchSystem.until;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import rental.testkit.TestElasticsearch;

/** How the node of the default run keeps house. */
class SegmentsTest {
    /** Far more than the ten that a node leaves beside each other. */
    private static final int WRITES = 40;

    private final TestElasticsearch elasticsearch = TestElasticsearch.shared();
    private final RawIndex raw = new RawIndex(elasticsearch.url());

    /** By default a node merges nothing when a twentieth of its disk is free: this fails then without the setting. */
    @Test
    void areMergedHoweverFullTheDiskIs() {
        var index = elasticsearch.indexPrefix() + "segments";
        raw.put(index, "{\"settings\": {\"number_of_replicas\": 0}}");
        for (var n = 0; n < WRITES; n++) {
            raw.put(index + "/_doc/" + UUID.randomUUID() + "?refresh=true", "{}");
        }

        until(() ->
                raw.get(index + "/_stats/merge").at("/_all/total/merges/total").asInt() > 0);
    }
}
