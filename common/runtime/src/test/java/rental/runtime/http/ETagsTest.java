package rental.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rental.contract.api.ApiRequest;

class ETagsTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "*", "\"1\", \"3\""})
    void permitsAChangeOfTheVersionNamed(String tags) {
        assertThat(ETags.permits(request("if-match", tags), 3)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "W/\"3\"", "\"33\""})
    void deniesAChangeOfAnotherVersionOrByAWeakTag(String tags) {
        assertThat(ETags.permits(request("if-match", tags), 3)).isFalse();
    }

    @Test
    void permitsAnyChangeWithoutAPrecondition() {
        assertThat(ETags.permits(request("accept", "*/*"), 3)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "W/\"3\"", "*"})
    void knowsAReadVersionByAStrongOrAWeakTag(String tags) {
        assertThat(ETags.isKnown(request("if-none-match", tags), 3)).isTrue();
    }

    private static ApiRequest request(String header, String value) {
        return new ApiRequest(
                "getCar", Optional.empty(), "127.0.0.1", Map.of(), Map.of(), Map.of(header, value), new byte[0]);
    }
}
