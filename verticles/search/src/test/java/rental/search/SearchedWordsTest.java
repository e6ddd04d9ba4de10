package rental.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.testkit.TestDatabase;
import rental.testkit.TestElasticsearch;

/** What people type and mean: names with mistakes and accents, and the names that are suggested meanwhile. */
class SearchedWordsTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("car");

    @RegisterExtension
    static final TestElasticsearch ELASTICSEARCH = TestElasticsearch.shared();

    private static SearchSystem system;

    @BeforeAll
    static void start() {
        system = SearchSystem.start(DATABASE, ELASTICSEARCH.url(), ELASTICSEARCH.indexPrefix());
        system.untilHealthy();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @AfterEach
    void removeAll() {
        system.removeAll();
    }

    @Test
    void findsANewCarByAMisspeltName() {
        var car = system.create(Details.ofCar("Mercedes Sprinter").json());

        system.untilTotal(1, "query", "sprintre mercdes");

        var found = system.search("query", "SPRINTER");
        assertThat(found.text("/items/0/car/id")).isEqualTo(car.id().toString());
        assertThat(found.body().at("/items/0/distanceKm").asDouble()).isZero();
        assertThat(found.text("/items/0/car/version")).isEqualTo("1");
        assertThat(found.text("/facets/brand/Mercedes")).isEqualTo("1");
        assertThat(found.text("/nextCursor")).isNull();
        assertThat(found.body().has("availabilityAsOf")).isFalse();
    }

    @Test
    void toleratesOneTypoInAShortWordAndTwoInALongOneAndNoneInANumber() {
        system.create(Details.ofCar("Fiat Multipla 500").json());
        system.untilTotal(1);

        assertThat(system.search("query", "fait").names()).hasSize(1);
        assertThat(system.search("query", "ftai").names()).isEmpty();
        assertThat(system.search("query", "multpila").names()).hasSize(1);
        assertThat(system.search("query", "mulltipal").names()).hasSize(1);
        assertThat(system.search("query", "501").names()).isEmpty();
        assertThat(system.search("query", "fiat 500").names()).hasSize(1);
        assertThat(system.search("query", "fiat panda").names()).isEmpty();
    }

    @Test
    void takesNoNoticeOfAccents() {
        system.create(Details.ofCar("Citroën C3 Français").json());
        system.create(Details.ofCar("Skoda Fabia").json());
        system.untilTotal(2);

        assertThat(system.search("query", "citroen francais").names()).containsExactly("Citroën C3 Français");
        assertThat(system.search("query", "Škoda").names()).containsExactly("Skoda Fabia");
        assertThat(system.suggest("çitro").texts("/items")).containsExactly("Citroën C3 Français");
    }

    @Test
    void weighsNamesMoreThanFeatures() {
        system.create(Details.ofCar("Ford Transit").features("Camper kitchen").json());
        system.create(Details.ofCar("Camper Deluxe").at(37.9, -122.4).json());
        system.untilTotal(2);

        assertThat(system.search("query", "camper", "sort", "relevance").names())
                .containsExactly("Camper Deluxe", "Ford Transit");
        assertThat(system.search("query", "camper", "sort", "distance").names())
                .containsExactly("Ford Transit", "Camper Deluxe");
    }

    @Test
    void suggestsEachNameOnceAndForgivesATypo() {
        for (var n = 0; n < 15; n++) {
            system.create(Details.ofCar("Tesla Model 3").json());
        }
        var gone = system.create(Details.ofCar("Tesla Roadster").json());
        system.create(Details.ofCar("Toyota Corolla").json());
        system.untilTotal(17);
        system.delete(gone.id());
        system.untilTotal(16);

        assertThat(system.suggest("tes").texts("/items")).containsExactly("Tesla Model 3");
        assertThat(system.suggest("tela").texts("/items")).containsExactly("Tesla Model 3");
        assertThat(system.suggest("model").texts("/items")).containsExactly("Tesla Model 3");
        assertThat(system.suggest("t").texts("/items")).containsExactlyInAnyOrder("Tesla Model 3", "Toyota Corolla");
        assertThat(system.suggest("!").texts("/items")).isEmpty();
    }

    @Test
    void suggestsWhatIsSpeltOtherwiseOnlyWhenNothingIsSpeltSo() {
        system.create(Details.ofCar("Ford Focus").json());
        system.create(Details.ofCar("Fort Locust").json());
        system.untilTotal(2);

        assertThat(system.suggest("ford").texts("/items")).containsExactly("Ford Focus");
        assertThat(system.suggest("fort").texts("/items")).containsExactly("Fort Locust");
        assertThat(system.suggest("forx").texts("/items")).containsExactlyInAnyOrder("Ford Focus", "Fort Locust");
    }
}
