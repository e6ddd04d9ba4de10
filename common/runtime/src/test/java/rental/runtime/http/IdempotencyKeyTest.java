package rental.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rental.contract.api.ApiRequest;
import rental.contract.api.Caller;
import rental.contract.api.Role;

class IdempotencyKeyTest {
    private static final UUID USER = UUID.fromString("0190f3a4-7d1c-7c3e-9a53-7a1b2c3d4e5f");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": 1, \"b\": [2, 3]}   | {\"b\":[2,3],\"a\":1}",
                "{\"a\": 100}                | {\"a\": 1e2}",
                "{\"a\": 5}                  | {\"a\": 5.00}",
                "{\"a\": 0}                  | {\"a\": 0.0e5}",
                "{\"a\": 100e2147483647}     | {\"a\":100e2147483647}"
            })
    void isTheSameForTheSameContent(String one, String other) {
        assertThat(fingerprint("createBooking", one)).isEqualTo(fingerprint("createBooking", other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": 1}                  | {\"a\": \"1\"}",
                "{\"a\": [1, 2]}             | {\"a\": [2, 1]}",
                "{\"a\": 1}                  | {\"a\": 1, \"b\": null}",
                "{\"a\": 100e2147483647}     | {\"a\": 200e2147483647}",
                "{\"a\": 1e-2147483647}      | {\"a\": 0}"
            })
    void isAnotherForOtherContent(String one, String other) {
        assertThat(fingerprint("createBooking", one)).isNotEqualTo(fingerprint("createBooking", other));
    }

    @Test
    void isAnotherForAnotherOperation() {
        assertThat(fingerprint("createBooking", "{}")).isNotEqualTo(fingerprint("createQuote", "{}"));
    }

    private static byte[] fingerprint(String operation, String body) {
        var request = new ApiRequest(
                operation,
                Optional.of(new Caller(USER, USER, Set.of(Role.CUSTOMER))),
                "127.0.0.1",
                Map.of(),
                Map.<String, List<String>>of(),
                Map.of("idempotency-key", "k"),
                body.getBytes(UTF_8));
        return IdempotencyKey.of(request).orElseThrow().fingerprint();
    }
}
