package rental.car;

import java.util.UUID;

/** What came of adding a car. */
sealed interface CreateReply {

    /**
     * The car is in the fleet.
     *
     * @param body the car as JSON: the very bytes of the first answer
     * @param replayed whether it was made by an earlier request with the same key
     */
    record Created(UUID id, long version, byte[] body, boolean replayed) implements CreateReply {}

    /** The key was used with another body. */
    record KeyReused() implements CreateReply {}

    /** The first request with this key has not come to an end. */
    record InProgress() implements CreateReply {}
}
