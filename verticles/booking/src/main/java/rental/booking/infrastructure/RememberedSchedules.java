package rental.booking.infrastructure;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import rental.booking.application.port.Schedules;
import rental.booking.infrastructure.CalendarJournal.Changes;
import rental.booking.infrastructure.CalendarJournal.Moment;
import rental.booking.model.CarSchedule;
import rental.runtime.bus.Asked;

/**
 * Remembers the schedules of cars, and has the database tell each time which of them have changed: an answer is as true as if
 * all had been read anew. One question is under way at a time; what is asked meanwhile goes together after it. For one event
 * loop.
 */
public final class RememberedSchedules implements Schedules {
    /** Some 600 bytes each, with ten windows. */
    private static final int REMEMBERED = 20_000;

    /** Cars, unless one question alone is about more: those who ask together wait for each other. */
    private static final int TOGETHER = 2_000;

    private final Vertx vertx;
    private final CalendarJournal journal;
    private final PgSchedules schedules;
    private final Queue<Asked<Question, Map<UUID, CarSchedule>>> waiting = new ArrayDeque<>();
    private final Map<UUID, Optional<CarSchedule>> remembered = new Memory();
    private Optional<Moment> asOf = Optional.empty();
    private boolean underWay;

    public RememberedSchedules(Vertx vertx, SqlClient reads, CalendarJournal journal) {
        this.vertx = requireNonNull(vertx);
        this.journal = requireNonNull(journal);
        this.schedules = new PgSchedules(reads);
    }

    private record Question(Set<UUID> carIds, Instant now) {}

    /** Forgets those that were not asked for the longest. */
    private static final class Memory extends LinkedHashMap<UUID, Optional<CarSchedule>> {
        private static final long serialVersionUID = 1;

        Memory() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Optional<CarSchedule>> eldest) {
            return size() > REMEMBERED;
        }
    }

    @Override
    public Future<Map<UUID, CarSchedule>> of(Set<UUID> carIds, Instant now) {
        var asked = Asked.<Question, Map<UUID, CarSchedule>>of(vertx, new Question(carIds, now));
        waiting.add(asked);
        if (!underWay) {
            askTogether();
        }
        return asked.answer();
    }

    private void askTogether() {
        underWay = true;
        var together = new ArrayList<Asked<Question, Map<UUID, CarSchedule>>>();
        var carIds = new HashSet<UUID>();
        do {
            together.add(waiting.remove());
            carIds.addAll(together.get(together.size() - 1).question().carIds());
        } while (!waiting.isEmpty()
                && carIds.size() + waiting.element().question().carIds().size() <= TOGETHER);
        var questions = Asked.questions(together);
        update(carIds, questions.get(questions.size() - 1).now())
                .map(known -> Collections.nCopies(together.size(), known))
                .onComplete(answers -> {
                    underWay = false;
                    next();
                    Asked.answer(together, answers);
                });
    }

    /** Those who waited are asked for in the context of the first of them, not in that of whoever was answered. */
    private void next() {
        if (!waiting.isEmpty()) {
            underWay = true;
            waiting.element().context().runOnContext(free -> askTogether());
        }
    }

    /** Brings what is remembered up to date. The answer holds its cars itself: many may push each other out of memory. */
    private Future<Map<UUID, CarSchedule>> update(Set<UUID> carIds, Instant now) {
        return Future.succeededFuture(asOf).compose(journal::since).compose(changes -> {
            forget(changes);
            var known = new HashMap<UUID, CarSchedule>();
            var unknown = new HashSet<UUID>();
            for (var id : carIds) {
                var schedule = remembered.get(id);
                if (schedule == null) {
                    unknown.add(id);
                } else {
                    schedule.ifPresent(present -> known.put(id, present));
                }
            }
            return unknown.isEmpty() ? Future.succeededFuture(known) : read(unknown, now, known);
        });
    }

    private void forget(Changes changes) {
        changes.changed().ifPresentOrElse(remembered.keySet()::removeAll, remembered::clear);
        asOf = changes.moment();
    }

    private Future<Map<UUID, CarSchedule>> read(Set<UUID> unknown, Instant now, Map<UUID, CarSchedule> known) {
        return schedules.of(unknown, now).map(read -> {
            remembered.putAll(read);
            read.forEach((id, schedule) -> schedule.ifPresent(present -> known.put(id, present)));
            return known;
        });
    }
}
