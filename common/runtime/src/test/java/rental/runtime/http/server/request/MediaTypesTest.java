package rental.runtime.http.server.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {
    private static final List<String> JSON = List.of("application/json");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "*/*;q=0.1",
                "application/*",
                "Application/JSON",
                "application/json;charset=utf-8",
                "text/html, application/json;q=0.9",
                "text/html , */* ; q=0.001",
                "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
                "application/json, */*;q=0",
                "application/json;q=0.5, application/json;q=0",
                ", application/json"
            })
    void takesWhatIsAskedFor(String accept) {
        assertThat(MediaTypes.accepts(List.of(accept), JSON)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;q=0",
                "application/json; Q=0.000",
                "application/json;q=0, */*",
                "application/*;q=0, */*;q=0.5",
                "*/*;q=0",
                "text/html",
                "application/xml, text/*",
                "application/jsonp"
            })
    void refusesWhatIsNot(String accept) {
        assertThat(MediaTypes.accepts(List.of(accept), JSON)).isFalse();
    }

    @Test
    void readsSeveralHeadersAsOne() {
        assertThat(MediaTypes.accepts(List.of("*/*", "application/json;q=0"), JSON))
                .isFalse();
        assertThat(MediaTypes.accepts(List.of("text/html", "application/json"), JSON))
                .isTrue();
    }

    @Test
    void takesOneOfTheTypesThatAreOffered() {
        assertThat(MediaTypes.accepts(List.of("application/json;q=0, */*"), List.of("application/json", "text/html")))
                .isTrue();
    }

    @Test
    void takesAnythingWhenNothingIsAskedForOrOffered() {
        assertThat(MediaTypes.accepts(List.of(), JSON)).isTrue();
        assertThat(MediaTypes.accepts(List.of("text/html"), List.of())).isTrue();
    }
}
