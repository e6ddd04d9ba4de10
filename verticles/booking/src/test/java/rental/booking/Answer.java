package rental.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import rental.contract.api.ApiResponse;
import rental.runtime.http.Json;

/** An answer of the service, for reading in tests. */
record Answer(ApiResponse response) {

    int status() {
        return response.status();
    }

    JsonNode body() {
        return Json.tree(response.body());
    }

    String header(String name) {
        return response.headers().get(name);
    }

    String text(String pointer) {
        return body().at(pointer).asText();
    }

    UUID id() {
        return UUID.fromString(text("/id"));
    }

    Instant time(String pointer) {
        return Instant.parse(text(pointer));
    }

    /** Expects a success. */
    Answer is(int status) {
        assertThat(status()).as(new String(response.body())).isEqualTo(status);
        return this;
    }

    /** Expects a problem. */
    Answer isProblem(int status, String code) {
        is(status);
        assertThat(text("/code")).isEqualTo(code);
        return this;
    }

    /** Expects a booking in a status. */
    Answer isBooking(String status) {
        is(200);
        assertThat(text("/status")).isEqualTo(status);
        return this;
    }
}
