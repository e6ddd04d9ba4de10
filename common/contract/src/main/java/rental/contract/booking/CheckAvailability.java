package rental.contract.booking;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import rental.contract.Money;
import rental.contract.Window;

/**
 * Asks which cars are free for the whole of a window, and what each would cost: once or, for callers that have asked in the
 * same moment, several times at once.
 *
 * @param questions in any number, at most 500 cars each
 */
public record CheckAvailability(List<Question> questions) {
    public CheckAvailability {
        questions = List.copyOf(questions);
    }

    /** One question alone. */
    public static CheckAvailability of(List<UUID> carIds, Window window) {
        return new CheckAvailability(List.of(new Question(carIds, window)));
    }

    /** About some cars and one window. */
    public record Question(List<UUID> carIds, Window window) {
        public Question {
            carIds = List.copyOf(carIds);
            requireNonNull(window);
        }
    }

    /**
     * What is free, question by question in their order: the cars that are free and bookable, each with the total price of
     * booking it for the window without extras. A car that is missing is taken, deleted or unknown.
     */
    public record Free(List<Map<UUID, Money>> totalPrices) {
        public Free {
            totalPrices = totalPrices.stream().map(Map::copyOf).toList();
        }
    }
}
