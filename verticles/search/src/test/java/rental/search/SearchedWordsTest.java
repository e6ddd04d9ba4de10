package rental.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people type and mean: names with mistakes and accents, and the names that are suggested meanwhile. */
class SearchedWordsTest {
    @RegisterExtension
    static final SystemOfTheClass SYSTEM = new SystemOfTheClass();

    @Test
    void findsANewCarByAMisspeltName() {
        var car = SYSTEM.get().create(Details.ofCar("Mercedes Sprinter").json());

        SYSTEM.get().untilTotal(1, "query", "sprintre mercdes");

        var found = SYSTEM.get().search("query", "SPRINTER");
        assertThat(found.text("/items/0/car/id")).isEqualTo(car.id().toString());
        assertThat(found.body().at("/items/0/distanceKm").asDouble()).isZero();
        assertThat(found.text("/items/0/car/version")).isEqualTo("1");
        assertThat(found.text("/facets/brand/Mercedes")).isEqualTo("1");
        assertThat(found.text("/nextCursor")).isNull();
        assertThat(found.body().has("availabilityAsOf")).isFalse();
    }

    @Test
    void toleratesOneTypoInAShortWordAndTwoInALongOneAndNoneInANumber() {
        SYSTEM.get().create(Details.ofCar("Fiat Multipla 500").json());
        SYSTEM.get().untilTotal(1);

        assertThat(SYSTEM.get().search("query", "fait").names()).hasSize(1);
        assertThat(SYSTEM.get().search("query", "ftai").names()).isEmpty();
        assertThat(SYSTEM.get().search("query", "multpila").names()).hasSize(1);
        assertThat(SYSTEM.get().search("query", "mulltipal").names()).hasSize(1);
        assertThat(SYSTEM.get().search("query", "501").names()).isEmpty();
        assertThat(SYSTEM.get().search("query", "fiat 500").names()).hasSize(1);
        assertThat(SYSTEM.get().search("query", "fiat panda").names()).isEmpty();
    }

    @Test
    void takesNoNoticeOfAccents() {
        SYSTEM.get().create(Details.ofCar("Citroën C3 Français").json());
        SYSTEM.get().create(Details.ofCar("Skoda Fabia").json());
        SYSTEM.get().untilTotal(2);

        assertThat(SYSTEM.get().search("query", "citroen francais").names()).containsExactly("Citroën C3 Français");
        assertThat(SYSTEM.get().search("query", "Škoda").names()).containsExactly("Skoda Fabia");
        assertThat(SYSTEM.get().suggest("çitro").texts("/items")).containsExactly("Citroën C3 Français");
    }

    @Test
    void weighsNamesMoreThanFeatures() {
        SYSTEM.get()
                .create(Details.ofCar("Ford Transit").features("Camper kitchen").json());
        SYSTEM.get().create(Details.ofCar("Camper Deluxe").at(37.9, -122.4).json());
        SYSTEM.get().untilTotal(2);

        assertThat(SYSTEM.get().search("query", "camper", "sort", "relevance").names())
                .containsExactly("Camper Deluxe", "Ford Transit");
        assertThat(SYSTEM.get().search("query", "camper", "sort", "distance").names())
                .containsExactly("Ford Transit", "Camper Deluxe");
    }

    @Test
    void suggestsEachNameOnceAndForgivesATypo() {
        for (var n = 0; n < 15; n++) {
            SYSTEM.get().create(Details.ofCar("Tesla Model 3").json());
        }
        var gone = SYSTEM.get().create(Details.ofCar("Tesla Roadster").json());
        SYSTEM.get().create(Details.ofCar("Toyota Corolla").json());
        SYSTEM.get().untilTotal(17);
        SYSTEM.get().delete(gone.id());
        SYSTEM.get().untilTotal(16);

        assertThat(SYSTEM.get().suggest("tes").texts("/items")).containsExactly("Tesla Model 3");
        assertThat(SYSTEM.get().suggest("tela").texts("/items")).containsExactly("Tesla Model 3");
        assertThat(SYSTEM.get().suggest("model").texts("/items")).containsExactly("Tesla Model 3");
        assertThat(SYSTEM.get().suggest("t").texts("/items"))
                .containsExactlyInAnyOrder("Tesla Model 3", "Toyota Corolla");
        assertThat(SYSTEM.get().suggest("!").texts("/items")).isEmpty();
    }

    @Test
    void suggestsTenNamesAtMost() {
        for (var n = 0; n < 12; n++) {
            SYSTEM.get().create(Details.ofCar("Dacia Sandero " + n).json());
        }
        SYSTEM.get().untilTotal(12);

        assertThat(SYSTEM.get().suggest("dacia").texts("/items")).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void suggestsEveryNameThatEndsInTheSameWords() {
        var names = List.of("Toyota Yaris Hybrid", "Renault Clio Hybrid", "RENAULT CLIO HYBRID", "Kia Niro Hybrid");
        names.forEach(name -> SYSTEM.get().create(Details.ofCar(name).json()));
        SYSTEM.get().untilTotal(names.size());

        assertThat(SYSTEM.get().suggest("hyb").texts("/items")).containsExactlyInAnyOrderElementsOf(names);
        assertThat(SYSTEM.get().suggest("hybird").texts("/items")).containsExactlyInAnyOrderElementsOf(names);
        assertThat(SYSTEM.get().suggest("clio hybrid").texts("/items"))
                .containsExactlyInAnyOrder("Renault Clio Hybrid", "RENAULT CLIO HYBRID");
    }

    @Test
    void suggestsWhatIsSpeltOtherwiseOnlyWhenNothingIsSpeltSo() {
        SYSTEM.get().create(Details.ofCar("Ford Focus").json());
        SYSTEM.get().create(Details.ofCar("Fort Locust").json());
        SYSTEM.get().untilTotal(2);

        assertThat(SYSTEM.get().suggest("ford").texts("/items")).containsExactly("Ford Focus");
        assertThat(SYSTEM.get().suggest("fort").texts("/items")).containsExactly("Fort Locust");
        assertThat(SYSTEM.get().suggest("forx").texts("/items")).containsExactlyInAnyOrder("Ford Focus", "Fort Locust");
    }
}
