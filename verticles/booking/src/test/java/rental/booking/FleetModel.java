package rental.booking;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rental.contract.Window;

/** What booking should do, said again in the simplest way: a list of windows, looked through from end to end. */
final class FleetModel {
    private static final Duration EARLIEST_PICKUP = Duration.ofHours(2);
    private static final Duration HOLD_TIME = Duration.ofMinutes(10);

    /** One booking or block. */
    static final class Entry {
        final UUID car;
        final boolean isBlock;
        UUID id;
        Window agreed;
        Window blocked;
        String status;
        Optional<Instant> holdExpires = Optional.empty();

        Entry(UUID car, Window agreed, Window blocked, String status) {
            this.car = car;
            this.isBlock = status.equals("block");
            this.agreed = agreed;
            this.blocked = blocked;
            this.status = status;
        }

        boolean isLive(Instant now) {
            return !status.equals("cancelled") && !hasExpired(now);
        }

        boolean hasExpired(Instant now) {
            return status.equals("held") && !holdExpires.orElseThrow().isAfter(now);
        }

        boolean isOpen(Instant now) {
            return isLive(now) && (status.equals("held") || status.equals("confirmed"));
        }
    }

    final List<Entry> entries = new ArrayList<>();
    private final Duration turnaround;

    FleetModel(Duration turnaround) {
        this.turnaround = turnaround;
    }

    /** The new booking; empty when it can't be had. */
    Optional<Entry> book(UUID car, Window window, boolean hold, Instant now) {
        var blocked = new Window(window.from(), window.to().plus(turnaround));
        if (!isFree(car, blocked, null, now)) {
            return Optional.empty();
        }
        var entry = new Entry(car, window, blocked, hold ? "held" : "confirmed");
        entry.holdExpires = hold ? Optional.of(now.plus(HOLD_TIME)) : Optional.empty();
        entries.add(entry);
        return Optional.of(entry);
    }

    /** The new block; empty when it can't be had. */
    Optional<Entry> block(UUID car, Window window, Instant now) {
        if (!isFree(car, window, null, now)) {
            return Optional.empty();
        }
        var entry = new Entry(car, window, window, "block");
        entries.add(entry);
        return Optional.of(entry);
    }

    boolean confirm(Entry entry, Instant now) {
        return step(entry, entry.status.equals("held") && !entry.hasExpired(now), "confirmed");
    }

    boolean cancel(Entry entry, Instant now) {
        return step(entry, entry.isOpen(now), "cancelled");
    }

    boolean noShow(Entry entry, Instant now) {
        return step(entry, entry.status.equals("confirmed") && now.isAfter(entry.agreed.from()), "cancelled");
    }

    /** @return whether it moved, or was there already */
    boolean move(Entry entry, Instant dropoff, Instant now) {
        var window = new Window(entry.agreed.from(), dropoff);
        if (window.equals(entry.agreed)) {
            return true;
        }
        var blocked = new Window(entry.blocked.from(), dropoff.plus(turnaround));
        var mayMove = entry.isOpen(now) || entry.status.equals("active");
        if (!mayMove || !isFree(entry.car, blocked, entry, now)) {
            return false;
        }
        entry.agreed = window;
        entry.blocked = blocked;
        return true;
    }

    boolean pickUp(Entry entry, Instant now) {
        var inTime = !now.isBefore(entry.agreed.from().minus(EARLIEST_PICKUP)) && now.isBefore(entry.agreed.to());
        if (!entry.status.equals("confirmed") || !inTime) {
            return false;
        }
        var from = now.isBefore(entry.blocked.from()) ? now : entry.blocked.from();
        var blocked = new Window(from, entry.blocked.to());
        var isOut = entries.stream().anyMatch(other -> other.car.equals(entry.car) && other.status.equals("active"));
        if (isOut || !isFree(entry.car, blocked, entry, now)) {
            return false;
        }
        entry.blocked = blocked;
        entry.status = "active";
        return true;
    }

    boolean giveBack(Entry entry, Instant now) {
        if (!entry.status.equals("active")) {
            return false;
        }
        var end = now.plus(turnaround);
        var next = live(entry.car, now).stream()
                .filter(other -> other != entry && !other.blocked.from().isBefore(entry.blocked.from()))
                .map(other -> other.blocked.from())
                .min(Comparator.naturalOrder())
                .filter(start -> start.isBefore(end))
                .orElse(end);
        entry.blocked = new Window(entry.blocked.from(), next);
        entry.status = "completed";
        return true;
    }

    boolean lift(Entry entry) {
        return step(entry, entry.status.equals("block"), "cancelled");
    }

    /** The busy windows of a car that end after a moment, in order. */
    List<Window> busy(UUID car, Instant after, Instant now) {
        return live(car, now).stream()
                .map(entry -> entry.blocked)
                .filter(window -> window.to().isAfter(after))
                .sorted(Comparator.comparing(Window::from))
                .toList();
    }

    private List<Entry> live(UUID car, Instant now) {
        return entries.stream()
                .filter(entry -> entry.car.equals(car) && entry.isLive(now))
                .toList();
    }

    private boolean isFree(UUID car, Window window, Entry except, Instant now) {
        return live(car, now).stream().noneMatch(other -> other != except && other.blocked.overlaps(window));
    }

    private static boolean step(Entry entry, boolean allowed, String status) {
        if (allowed) {
            entry.status = status;
        }
        return allowed;
    }
}
