package rental.car.zone;

import java.io.ByteArrayOutputStream;

/**
 * A line over a grid, kept as the steps from each corner to the next: to the north, then to the east, each number in as few bytes as
 * it takes, so most corners take two. A step in the direction of the last lengthens it.
 */
final class Steps {
    private static final int SEVEN_BITS = 0x7f;
    private static final int MORE_FOLLOW = 0x80;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int north;
    private int east;

    void add(int northwards, int eastwards) {
        if (isStraightOn(northwards, eastwards)) {
            north += northwards;
            east += eastwards;
        } else if (northwards != 0 || eastwards != 0) {
            end();
            north = northwards;
            east = eastwards;
        }
    }

    byte[] toBytes() {
        end();
        return bytes.toByteArray();
    }

    private boolean isStraightOn(int northwards, int eastwards) {
        var sameLine = (long) north * eastwards == (long) east * northwards;
        return sameLine && (long) north * northwards + (long) east * eastwards > 0;
    }

    private void end() {
        if (north != 0 || east != 0) {
            put(north);
            put(east);
        }
        north = 0;
        east = 0;
    }

    /** The sign goes into the lowest bit, so that small steps stay small in either direction. */
    private void put(int number) {
        var left = number << 1 ^ number >> 31;
        while ((left & ~SEVEN_BITS) != 0) {
            bytes.write(left & SEVEN_BITS | MORE_FOLLOW);
            left >>>= 7;
        }
        bytes.write(left);
    }

    /** Goes from corner to corner. */
    static final class Way {
        private final byte[] steps;
        private int north;
        private int east;
        private int passed;

        Way(int startNorth, int startEast, byte[] steps) {
            this.north = startNorth;
            this.east = startEast;
            this.steps = steps;
        }

        /** Goes to the next corner. @return false at the end of the line */
        boolean goOn() {
            if (passed == steps.length) {
                return false;
            }
            north += take();
            east += take();
            return true;
        }

        int north() {
            return north;
        }

        int east() {
            return east;
        }

        private int take() {
            var number = 0;
            var shift = 0;
            int next;
            do {
                next = steps[passed++];
                number |= (next & SEVEN_BITS) << shift;
                shift += 7;
            } while ((next & MORE_FOLLOW) != 0);
            return number >>> 1 ^ -(number & 1);
        }
    }
}
