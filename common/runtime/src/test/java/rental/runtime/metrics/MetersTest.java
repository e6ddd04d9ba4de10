package rental.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class MetersTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Meters meters = Meters.of(registry);

    @Test
    void timesInSecondsWithBoundsByLabels() {
        var requests = meters.timed("shop.visits", "Visits.", "door", "outcome");
        requests.took(30_000_000, "front", "sold");
        requests.took(2_000_000, "front", "sold");

        assertThat(registry.scrape())
                .contains("# HELP shop_visits_seconds Visits.")
                .contains("shop_visits_seconds_count{door=\"front\",outcome=\"sold\"} 2")
                .contains("shop_visits_seconds_bucket{door=\"front\",outcome=\"sold\",le=\"0.005\"} 1")
                .contains("shop_visits_seconds_bucket{door=\"front\",outcome=\"sold\",le=\"0.05\"} 2");
    }

    @Test
    void countsByLabels() {
        meters.counted("shop.complaints", "Complaints.", "about").more("price");
        meters.counted("shop.complaints", "Complaints.", "about").more(2, "price");

        assertThat(registry.scrape()).contains("shop_complaints_total{about=\"price\"} 3.0");
    }

    @Test
    void countsFromZeroSoThatTheFirstIsAnIncrease() {
        meters.counted("shop.fires", "Fires.");
        meters.counted("shop.thefts", "Thefts.", "what").fromZero("money");

        assertThat(registry.scrape())
                .contains("shop_fires_total 0.0")
                .contains("shop_thefts_total{what=\"money\"} 0.0");
    }

    @Test
    void addsUpWhatSeveralPartsOfTheProcessHave() {
        meters.level("shop.doors.open", "Open doors.").rises(1);
        meters.level("shop.doors.open", "Open doors.").rises(1);
        meters.level("shop.doors.open", "Open doors.").rises(-1);
        meters.level("shop.stock", "Goods.", "kind").is(7.5, "cars");

        assertThat(registry.scrape()).contains("shop_doors_open 1.0").contains("shop_stock{kind=\"cars\"} 7.5");
    }

    @Test
    void refusesLabelsThatTheFamilyDoesNotHave() {
        assertThatThrownBy(() -> meters.counted("shop.bells", "Bells.", "door").more("front", "loud"))
                .hasMessage("The labels are [door], not [front, loud]");
    }

    @Test
    void measuresNothingInAProcessThatDoesNot() {
        Meters.ofProcess().counted("shop.complaints", "Complaints.", "about").more("noise");

        assertThat(registry.scrape()).doesNotContain("noise");
    }
}
