package rental.car;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.util.function.Function;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.contract.api.Problem;
import rental.contract.car.Car;
import rental.runtime.http.Answers;
import rental.runtime.http.ETags;
import rental.runtime.http.IdempotencyKey;
import rental.runtime.http.Json;
import rental.runtime.http.MergePatch;
import rental.runtime.http.Operations;
import rental.runtime.http.PageRequest;
import rental.runtime.http.contract.Contract;

/** The HTTP form of the fleet: the contract's operations of the service {@code car}. */
final class CarApi {
    private static final Problem NOT_FOUND = Problem.notFound("car-not-found", "There is no such car.");
    private static final Problem KEY_REUSED =
            Problem.of(422, "idempotency-key-reused", "This Idempotency-Key was used with another request.");
    private static final Problem IN_PROGRESS = Problem.conflict(
            "idempotency-in-progress", "The first request with this Idempotency-Key is still being worked on.");

    private final Contract contract;
    private final Fleet fleet;
    private final Cars cars;

    CarApi(Contract contract, Fleet fleet, Cars cars) {
        this.contract = requireNonNull(contract);
        this.fleet = requireNonNull(fleet);
        this.cars = requireNonNull(cars);
    }

    Operations operations() {
        return Operations.of(contract, "car")
                .on("listCars", this::list)
                .on("createCar", this::create)
                .on("getCar", this::get)
                .on("replaceCar", this::replace)
                .on("updateCar", this::update)
                .on("deleteCar", this::delete)
                .build();
    }

    private Future<ApiResponse> list(ApiRequest request) {
        return PageRequest.within(
                request, page -> cars.newest(page).map(found -> Answers.ok(page.page(found, Cars::position))));
    }

    private Future<ApiResponse> get(ApiRequest request) {
        return cars.find(request.id("id"))
                .map(found -> found.map(StoredCar::car)
                        .filter(Car::active)
                        .map(car -> shown(request, car))
                        .orElseGet(() -> Answers.problem(NOT_FOUND)));
    }

    private static ApiResponse shown(ApiRequest request, Car car) {
        return ETags.isKnown(request, car.version())
                ? Answers.notModified(car.version())
                : Answers.ok(car, car.version());
    }

    private Future<ApiResponse> create(ApiRequest request) {
        var details = Json.read(request.body(), CarDetails.class);
        return fleet.create(details, IdempotencyKey.of(request)).map(CarApi::answer);
    }

    private static ApiResponse answer(CreateReply reply) {
        if (reply instanceof CreateReply.Created created) {
            var answer = Answers.created(Json.tree(created.body()), "/cars/" + created.id(), created.version());
            return created.replayed() ? Answers.with(answer, "idempotency-replayed", "true") : answer;
        }
        return Answers.problem(reply instanceof CreateReply.KeyReused ? KEY_REUSED : IN_PROGRESS);
    }

    private Future<ApiResponse> replace(ApiRequest request) {
        var details = Json.read(request.body(), CarDetails.class);
        return change(request, before -> new Fleet.Edit.To(details));
    }

    private Future<ApiResponse> update(ApiRequest request) {
        return change(request, before -> patched(request, before));
    }

    private Fleet.Edit patched(ApiRequest request, StoredCar before) {
        var patched = MergePatch.patch(contract, request, CarDetails.of(before), "CarDetails", CarDetails.class);
        if (patched instanceof MergePatch.Valid<CarDetails> valid) {
            return new Fleet.Edit.To(valid.document());
        }
        var problem = ((MergePatch.Invalid<CarDetails>) patched).problem();
        return new Fleet.Edit.Refused(new ChangeReply.Refused(problem));
    }

    private Future<ApiResponse> change(ApiRequest request, Function<StoredCar, Fleet.Edit> edit) {
        return fleet.change(request.id("id"), version -> ETags.permits(request, version), edit)
                .map(reply -> answer(reply, car -> Answers.ok(car, car.version())));
    }

    private Future<ApiResponse> delete(ApiRequest request) {
        return fleet.delete(request.id("id"), version -> ETags.permits(request, version))
                .map(reply -> answer(reply, car -> Answers.noContent()));
    }

    private static ApiResponse answer(ChangeReply reply, Function<Car, ApiResponse> whenChanged) {
        if (reply instanceof ChangeReply.Changed changed) {
            return whenChanged.apply(changed.car());
        }
        if (reply instanceof ChangeReply.Refused refused) {
            return Answers.problem(refused.problem());
        }
        return Answers.problem(reply instanceof ChangeReply.NotFound ? NOT_FOUND : ETags.CHANGED_MEANWHILE);
    }
}
