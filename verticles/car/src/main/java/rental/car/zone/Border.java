package rental.car.zone;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** A closed line on the map, inside the frame that it fits in. Its corners stand on a grid, see {@link Steps}. */
final class Border {
    private static final int LINES_A_DEGREE = 2_500;

    private final int startNorth;
    private final int startEast;
    private final Frame frame;
    private final byte[] steps;

    /** The places of the grid between these, with them. */
    private record Frame(int south, int north, int west, int east) {
        boolean holds(int y, int x) {
            return y >= south && y <= north && x >= west && x <= east;
        }
    }

    private Border(int startNorth, int startEast, Frame frame, byte[] steps) {
        this.startNorth = startNorth;
        this.startEast = startEast;
        this.frame = frame;
        this.steps = steps;
    }

    /** The line of the grid that is nearest to a latitude or longitude; two of them are 45 metres apart at most. */
    static int onGrid(double degrees) {
        return (int) Math.round(degrees * LINES_A_DEGREE);
    }

    /** From a corner on in steps, and back to it. */
    static Border of(int startNorth, int startEast, byte[] steps) {
        var way = new Steps.Way(startNorth, startEast, steps);
        var south = startNorth;
        var north = startNorth;
        var west = startEast;
        var east = startEast;
        while (way.goOn()) {
            south = Math.min(south, way.north());
            north = Math.max(north, way.north());
            west = Math.min(west, way.east());
            east = Math.max(east, way.east());
        }
        return new Border(startNorth, startEast, new Frame(south, north, west, east), steps);
    }

    static Border read(DataInputStream in) throws IOException {
        var startNorth = in.readInt();
        var startEast = in.readInt();
        var frame = new Frame(in.readInt(), in.readInt(), in.readInt(), in.readInt());
        var steps = new byte[in.readInt()];
        in.readFully(steps);
        return new Border(startNorth, startEast, frame, steps);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(startNorth);
        out.writeInt(startEast);
        out.writeInt(frame.south());
        out.writeInt(frame.north());
        out.writeInt(frame.west());
        out.writeInt(frame.east());
        out.writeInt(steps.length);
        out.write(steps);
    }

    /** Whether a place on the grid lies inside: then a ray from it to the east crosses the line an odd number of times. */
    boolean surrounds(int y, int x) {
        if (!frame.holds(y, x)) {
            return false;
        }
        var inside = false;
        var y1 = startNorth;
        var x1 = startEast;
        var way = new Steps.Way(startNorth, startEast, steps);
        while (way.goOn()) {
            var y2 = way.north();
            var x2 = way.east();
            if (y1 > y != y2 > y && x < x1 + (double) (x2 - x1) * (y - y1) / (y2 - y1)) {
                inside = !inside;
            }
            y1 = y2;
            x1 = x2;
        }
        return inside;
    }
}
