package rental.booking.application;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import rental.booking.application.port.Blocks;
import rental.booking.application.port.Blocks.Blocked;
import rental.booking.model.Block;
import rental.contract.Ids;
import rental.contract.Window;
import rental.contract.car.Car;

/** Takes cars off the road and puts them back. */
public final class BlockingCars {
    private final Blocks blocks;
    private final CarCatalogue cars;
    private final Conflicts conflicts;
    private final Clock clock;

    BlockingCars(Blocks blocks, CarCatalogue cars, Conflicts conflicts, Clock clock) {
        this.blocks = requireNonNull(blocks);
        this.cars = requireNonNull(cars);
        this.conflicts = requireNonNull(conflicts);
        this.clock = requireNonNull(clock);
    }

    /** What comes of taking a car off the road. */
    public sealed interface Reply {
        record Done(Block block) implements Reply {}

        record CarNotFound() implements Reply {}

        /** Someone has the car then, or it is off the road already. */
        record CarUnavailable() implements Reply {}
    }

    public Future<Reply> block(UUID carId, Window window, String reason, UUID actor) {
        return whenKnown(carId, new Reply.CarNotFound(), () -> {
            var block = new Block(Ids.next(), carId, window, reason);
            return store(block, actor)
                    .compose(stored ->
                            stored == Blocked.TAKEN ? releaseAndStore(block, actor) : Future.succeededFuture(stored))
                    .map(stored -> switch (stored) {
                        case BLOCKED -> new Reply.Done(block);
                        case CAR_UNKNOWN -> new Reply.CarNotFound();
                        case TAKEN -> new Reply.CarUnavailable();
                    });
        });
    }

    /** Newest first; empty when there is no such car. */
    public Future<Optional<List<Block>>> list(UUID carId, Optional<UUID> before, int limit) {
        return whenKnown(
                carId, Optional.empty(), () -> blocks.list(carId, before, limit).map(Optional::of));
    }

    /** @return false when there is no such block */
    public Future<Boolean> lift(UUID carId, UUID blockId, UUID actor) {
        return blocks.delete(carId, blockId, actor, clock.instant());
    }

    private Future<Blocked> releaseAndStore(Block block, UUID actor) {
        return conflicts
                .release(block.carId(), block.window())
                .compose(released -> released ? store(block, actor) : Future.succeededFuture(Blocked.TAKEN));
    }

    private Future<Blocked> store(Block block, UUID actor) {
        return blocks.create(block, actor, clock.instant());
    }

    private <T> Future<T> whenKnown(UUID carId, T otherwise, Supplier<Future<T>> then) {
        return cars.fresh(carId)
                .compose(car -> car.filter(Car::active).isPresent() ? then.get() : Future.succeededFuture(otherwise));
    }
}
