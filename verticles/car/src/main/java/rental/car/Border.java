package rental.car;

import java.util.Iterator;
import net.iakovlev.timeshape.proto.Geojson.Position;

/** A closed line on the map. Its corners stand on a grid, each as the step from the one before: four bytes for a corner. */
final class Border {
    private static final int LINES_A_DEGREE = 2_500;

    private final int startNorth;
    private final int startEast;
    private final short[] steps;
    private int south;
    private int north;
    private int west;
    private int east;

    private Border(int startNorth, int startEast, short[] steps) {
        this.startNorth = startNorth;
        this.startEast = startEast;
        this.steps = steps;
        this.south = startNorth;
        this.north = startNorth;
        this.west = startEast;
        this.east = startEast;
        measure();
    }

    /** The line of the grid that is nearest to a latitude or longitude; two of them are 45 metres apart at most. */
    static int onGrid(double degrees) {
        return (int) Math.round(degrees * LINES_A_DEGREE);
    }

    /** Through the corners in their order; those that fall together on the grid count once. */
    static Border along(Iterator<Position> corners) {
        var first = corners.next();
        var steps = new Steps();
        var y = onGrid(first.getLat());
        var x = onGrid(first.getLon());
        while (corners.hasNext()) {
            var corner = corners.next();
            var nextY = onGrid(corner.getLat());
            var nextX = onGrid(corner.getLon());
            steps.add(nextY - y, nextX - x);
            y = nextY;
            x = nextX;
        }
        return new Border(onGrid(first.getLat()), onGrid(first.getLon()), steps.toArray());
    }

    /** Whether a place on the grid lies inside: then a ray from it to the east crosses the line an odd number of times. */
    boolean surrounds(int y, int x) {
        if (y < south || y > north || x < west || x > east) {
            return false;
        }
        var inside = false;
        var y1 = startNorth;
        var x1 = startEast;
        for (var i = 0; i < steps.length; i += 2) {
            var y2 = y1 + steps[i];
            var x2 = x1 + steps[i + 1];
            if (y1 > y != y2 > y && x < x1 + (double) (x2 - x1) * (y - y1) / (y2 - y1)) {
                inside = !inside;
            }
            y1 = y2;
            x1 = x2;
        }
        return inside;
    }

    private void measure() {
        var y = startNorth;
        var x = startEast;
        for (var i = 0; i < steps.length; i += 2) {
            y += steps[i];
            x += steps[i + 1];
            south = Math.min(south, y);
            north = Math.max(north, y);
            west = Math.min(west, x);
            east = Math.max(east, x);
        }
    }
}
