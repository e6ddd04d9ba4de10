package rental.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rental.contract.api.ApiRequest;
import rental.runtime.http.contract.Contract;

class OperationsTest {
    private static final Contract CONTRACT = Contract.in(Currency.getInstance("USD"));

    @Test
    void refusesToStartWithoutAHandlerForEachOperation() {
        assertThatThrownBy(() -> Operations.of(CONTRACT, "car")
                        .notImplemented("listCars")
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("createCar");
    }

    @Test
    void refusesToStartWithAHandlerForWhatTheContractDoesNotKnow() {
        assertThatThrownBy(() -> cars().notImplemented("washCar").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("washCar");
    }

    @Test
    void answers501ForWhatIsNotBuiltYet() {
        var answer = cars().build().handle(request("listCars")).result();

        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(new String(answer.body(), UTF_8))
                .startsWith("{\"type\":\"urn:rental:problem:not-implemented\",\"title\":\"Not implemented\"")
                .contains("\"status\":501", "\"code\":\"not-implemented\"");
    }

    @Test
    void answers400WhenABodyDoesNotMakeTheRecordItIsReadAs() {
        var operations = Operations.of(CONTRACT, "car")
                .on("listCars", request -> Future.succeededFuture(Answers.ok(Json.read(new byte[0], String.class))))
                .notImplemented("getCar", "createCar", "replaceCar", "updateCar", "deleteCar")
                .build();

        assertThat(operations.handle(request("listCars")).result().status()).isEqualTo(400);
    }

    private static Operations.Builder cars() {
        return Operations.of(CONTRACT, "car")
                .notImplemented("listCars", "getCar", "createCar", "replaceCar", "updateCar", "deleteCar");
    }

    private static ApiRequest request(String operation) {
        return new ApiRequest(operation, Optional.empty(), "127.0.0.1", Map.of(), Map.of(), Map.of(), new byte[0]);
    }
}
