package rental.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.runtime.http.Answers;
import rental.runtime.http.Json;
import rental.runtime.http.contract.Contract;

/** The contract itself, in both its forms, ready to be sent. */
final class ContractPages {
    private final ApiResponse yaml;
    private final ApiResponse json;

    ContractPages(Contract contract) {
        this.yaml = Answers.page("application/yaml", contract.yaml().getBytes(UTF_8));
        this.json = Answers.page(Answers.JSON, Json.write(contract.document()));
    }

    Future<ApiResponse> yaml(ApiRequest request) {
        return Future.succeededFuture(yaml);
    }

    Future<ApiResponse> json(ApiRequest request) {
        return Future.succeededFuture(json);
    }
}
