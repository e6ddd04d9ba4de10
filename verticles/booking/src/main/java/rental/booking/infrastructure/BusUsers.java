package rental.booking.infrastructure;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import rental.booking.application.port.Users;
import rental.contract.auth.AuthAddresses;
import rental.contract.auth.FindUsers;
import rental.runtime.bus.TypedBus;

/** The auth service, over the bus. */
public final class BusUsers implements Users {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final TypedBus bus;

    public BusUsers(TypedBus bus) {
        this.bus = requireNonNull(bus);
    }

    @Override
    public Future<Boolean> exists(UUID id) {
        return bus.request(AuthAddresses.FIND_USERS, new FindUsers(List.of(id)), PATIENCE)
                .map(found -> !found.users().isEmpty());
    }
}
