package rental.car;

import static io.vertx.core.Future.failedFuture;
import static io.vertx.core.Future.succeededFuture;
import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongPredicate;
import rental.contract.Ids;
import rental.runtime.http.IdempotencyKey;
import rental.runtime.http.Json;
import rental.runtime.sql.SqlFailure;

/** Adds, changes and takes out cars. */
final class Fleet {
    private static final long FIRST_VERSION = 1;

    private final Cars cars;
    private final IdempotencyKeys keys;
    private final TimeZones timeZones;
    private final Clock clock;

    Fleet(Cars cars, IdempotencyKeys keys, TimeZones timeZones, Clock clock) {
        this.cars = requireNonNull(cars);
        this.keys = requireNonNull(keys);
        this.timeZones = requireNonNull(timeZones);
        this.clock = requireNonNull(clock);
    }

    /** What an edit makes of a car: new details, or a problem. */
    sealed interface Edit {
        record To(CarDetails details) implements Edit {}

        record Refused(ChangeReply.Refused reply) implements Edit {}
    }

    /** Adds a car; with a key, once for all requests that carry it. */
    Future<CreateReply> create(CarDetails details, Optional<IdempotencyKey> key) {
        return key.map(known -> createOnce(details, known))
                .orElseGet(() -> newCar(details)
                        .compose(car -> cars.insert(car).map(done -> created(car, Json.write(car.car())))));
    }

    /**
     * Changes a car. When another change comes between reading and writing, it is read again.
     *
     * @param precondition whether the version that is stored may be changed
     * @param edit makes new details of the stored ones
     */
    Future<ChangeReply> change(UUID id, LongPredicate precondition, Function<StoredCar, Edit> edit) {
        return onPresent(id, precondition, car -> edited(car, edit.apply(car)))
                .compose(reply -> reply.map(Future::succeededFuture).orElseGet(() -> change(id, precondition, edit)));
    }

    /** Takes a car out of the fleet. Its row stays. */
    Future<ChangeReply> delete(UUID id, LongPredicate precondition) {
        return onPresent(id, precondition, this::deleted)
                .compose(reply -> reply.map(Future::succeededFuture).orElseGet(() -> delete(id, precondition)));
    }

    /** Empty when another change came first: then all is to be looked at again. */
    private Future<Optional<ChangeReply>> onPresent(
            UUID id, LongPredicate precondition, Function<StoredCar, Future<Optional<ChangeReply>>> change) {
        return cars.find(id).compose(found -> {
            var present = found.filter(stored -> stored.car().active());
            if (present.isEmpty()) {
                return succeededFuture(Optional.of(new ChangeReply.NotFound()));
            }
            return precondition.test(present.get().car().version())
                    ? change.apply(present.get())
                    : succeededFuture(Optional.of(new ChangeReply.ChangedMeanwhile()));
        });
    }

    private Future<Optional<ChangeReply>> edited(StoredCar before, Edit edit) {
        if (edit instanceof Edit.Refused refused) {
            return succeededFuture(Optional.of(refused.reply()));
        }
        var details = ((Edit.To) edit).details();
        return zoneOf(details, before)
                .compose(zone -> store(new StoredCar(
                        details.asNext(before.car(), zone, now()),
                        details.location().timeZone().isPresent())));
    }

    private Future<Optional<ChangeReply>> deleted(StoredCar before) {
        return store(before.deleted(now()));
    }

    private Future<Optional<ChangeReply>> store(StoredCar car) {
        return cars.update(car)
                .map(written -> Optional.<ChangeReply>of(new ChangeReply.Changed(car.car()))
                        .filter(changed -> written));
    }

    private Future<CreateReply> createOnce(CarDetails details, IdempotencyKey key) {
        return answered(key)
                .compose(known -> known.map(Future::succeededFuture)
                        .orElseGet(() -> newCar(details).compose(car -> insertOnce(car, key))));
    }

    private Future<CreateReply> insertOnce(StoredCar car, IdempotencyKey key) {
        var answer = Json.write(car.car());
        return cars.insertOnce(car, key, answer, now())
                .map(done -> created(car, answer))
                .recover(failure -> afterFailure(failure, car, key));
    }

    /** Another request with the same key was quicker, or is still at it, or the key's time is over. */
    private Future<CreateReply> afterFailure(Throwable failure, StoredCar car, IdempotencyKey key) {
        var meaning = SqlFailure.of(failure);
        if (meaning.constraint().filter(IdempotencyKeys.CONSTRAINT::equals).isPresent()) {
            return answered(key)
                    .compose(known -> known.map(Future::succeededFuture)
                            .orElseGet(() -> keys.forgetExpired(now()).compose(forgotten -> insertOnce(car, key))));
        }
        // What was waited for is the first request with the same key.
        return meaning.isLockTimeout() ? succeededFuture(new CreateReply.InProgress()) : failedFuture(failure);
    }

    private Future<Optional<CreateReply>> answered(IdempotencyKey key) {
        return keys.find(key, now()).map(known -> known.map(answer -> replay(key, answer)));
    }

    private static CreateReply replay(IdempotencyKey key, IdempotencyKeys.Remembered known) {
        return MessageDigest.isEqual(key.fingerprint(), known.fingerprint())
                ? new CreateReply.Created(known.carId(), FIRST_VERSION, known.answer(), true)
                : new CreateReply.KeyReused();
    }

    private static CreateReply created(StoredCar car, byte[] answer) {
        return new CreateReply.Created(car.car().id(), car.car().version(), answer, false);
    }

    private Future<StoredCar> newCar(CarDetails details) {
        var place = details.location();
        return place.timeZone()
                .map(Future::succeededFuture)
                .orElseGet(() -> timeZones.at(place.latitude(), place.longitude()))
                .map(zone -> new StoredCar(
                        details.asNew(Ids.next(), FIRST_VERSION, zone, now()),
                        place.timeZone().isPresent()));
    }

    private Future<String> zoneOf(CarDetails details, StoredCar before) {
        var place = details.location();
        if (place.timeZone().isPresent()) {
            return succeededFuture(place.timeZone().get());
        }
        return !before.timeZoneGiven() && place.isAt(before.car().location())
                ? succeededFuture(before.car().location().timeZone())
                : timeZones.at(place.latitude(), place.longitude());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
