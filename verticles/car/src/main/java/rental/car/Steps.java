package rental.car;

import java.util.Arrays;

/** Steps on a grid while they are gathered. A step in the direction of the last lengthens it; one too long is taken in parts. */
final class Steps {
    private static final int FIRST_SIZE = 64;

    private short[] steps = new short[FIRST_SIZE];
    private int used;

    void add(int north, int east) {
        if (north == 0 && east == 0) {
            return;
        }
        if (used > 0 && isStraightOn(north, east) && fits(last(2) + north, last(1) + east)) {
            steps[used - 2] += (short) north;
            steps[used - 1] += (short) east;
            return;
        }
        var parts = Math.max(Math.abs(north), Math.abs(east)) / Short.MAX_VALUE + 1;
        for (var part = 1; part <= parts; part++) {
            put(share(north, part, parts), share(east, part, parts));
        }
    }

    short[] toArray() {
        return Arrays.copyOf(steps, used);
    }

    private boolean isStraightOn(int north, int east) {
        var sameLine = (long) last(2) * east == (long) last(1) * north;
        return sameLine && (long) last(2) * north + (long) last(1) * east > 0;
    }

    private int last(int back) {
        return steps[used - back];
    }

    private void put(int north, int east) {
        if (used + 2 > steps.length) {
            steps = Arrays.copyOf(steps, steps.length * 2);
        }
        steps[used++] = (short) north;
        steps[used++] = (short) east;
    }

    private static boolean fits(int north, int east) {
        return Math.abs(north) <= Short.MAX_VALUE && Math.abs(east) <= Short.MAX_VALUE;
    }

    private static int share(int whole, int part, int parts) {
        return whole * part / parts - whole * (part - 1) / parts;
    }
}
