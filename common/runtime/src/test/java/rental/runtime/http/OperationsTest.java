package rental.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.net.ConnectException;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.runtime.http.contract.Contract;
import rental.runtime.log.LoggedLines;

class OperationsTest {
    private static final Contract CONTRACT = Contract.in(Currency.getInstance("USD"));

    @Test
    void refusesToStartWithoutAHandlerForEachOperation() {
        assertThatThrownBy(() -> Operations.of(CONTRACT, "car")
                        .on("listCars", OperationsTest::nothing)
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("createCar");
    }

    @Test
    void refusesToStartWithAHandlerForWhatTheContractDoesNotKnow() {
        assertThatThrownBy(() -> cars().on("washCar", OperationsTest::nothing).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("washCar");
    }

    @Test
    void answers400WhenABodyDoesNotMakeTheRecordItIsReadAs() {
        var operations = cars().on(
                        "listCars", request -> Future.succeededFuture(Answers.ok(Json.read(new byte[0], String.class))))
                .build();

        assertThat(operations.handle(request("listCars")).result().status()).isEqualTo(400);
    }

    @Test
    void tellsOfAnOutageOnceHoweverManyRequestsItCosts() {
        var operations = cars().on("listCars", request -> Future.failedFuture(new ConnectException("refused")))
                .build();

        try (var lines = LoggedLines.of(Operations.class.getName())) {
            for (var request = 0; request < 100; request++) {
                assertThat(operations.handle(request("listCars")).result().status())
                        .isEqualTo(503);
            }
            assertThat(lines.texts())
                    .containsExactly(
                            "WARN car cannot do what it is asked: listCars fails by java.net.ConnectException: refused");
        }
    }

    /** All but one. */
    private static Operations.Builder cars() {
        var builder = Operations.of(CONTRACT, "car");
        for (var operation : List.of("getCar", "createCar", "replaceCar", "updateCar", "deleteCar")) {
            builder.on(operation, OperationsTest::nothing);
        }
        return builder;
    }

    private static Future<ApiResponse> nothing(ApiRequest request) {
        return Future.succeededFuture(Answers.noContent());
    }

    private static ApiRequest request(String operation) {
        return new ApiRequest(operation, Optional.empty(), "127.0.0.1", Map.of(), Map.of(), Map.of(), new byte[0]);
    }
}
