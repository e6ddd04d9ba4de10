package rental.car.zone;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.iakovlev.timeshape.proto.Geojson.Feature;
import net.iakovlev.timeshape.proto.Geojson.Geometry;
import net.iakovlev.timeshape.proto.Geojson.LineString;
import net.iakovlev.timeshape.proto.Geojson.Polygon;
import net.iakovlev.timeshape.proto.Geojson.Position;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Makes the map from the one that Timeshape brings, while the product is built: neither this class nor Timeshape is shipped, as the map
 * is read in a tenth of the time, and a fraction of the memory, that Timeshape's archive takes.
 */
final class ZoneMapMaker {
    private static final String ARCHIVE = "/data.tar.zstd";

    private ZoneMapMaker() {}

    /** @param arguments the folder of compiled classes */
    public static void main(String[] arguments) throws IOException {
        var file = Path.of(arguments[0])
                .resolve(ZoneMap.class.getPackageName().replace('.', '/'))
                .resolve(ZoneMap.FILE);
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            ZoneMap.write(areas(), out);
        }
    }

    private static List<ZoneMap.Area> areas() throws IOException {
        var areas = new ArrayList<ZoneMap.Area>();
        try (var archive = new TarArchiveInputStream(
                new BufferedInputStream(new ZstdInputStream(ZoneMapMaker.class.getResourceAsStream(ARCHIVE))))) {
            for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                var zone = entry.getName();
                polygons(Feature.parseFrom(archive).getGeometry())
                        .forEach(polygon -> areas.add(new ZoneMap.Area(zone, borders(polygon))));
            }
        }
        return areas;
    }

    private static Stream<Polygon> polygons(Geometry shape) {
        return shape.hasPolygon()
                ? Stream.of(shape.getPolygon())
                : shape.getMultiPolygon().getCoordinatesList().stream();
    }

    private static List<Border> borders(Polygon polygon) {
        return polygon.getCoordinatesList().stream().map(ZoneMapMaker::border).toList();
    }

    private static Border border(LineString line) {
        var steps = new Steps();
        var corners = line.getCoordinatesList();
        var start = corners.get(0);
        var last = start;
        for (var corner : corners) {
            steps.add(north(corner) - north(last), east(corner) - east(last));
            last = corner;
        }
        return Border.of(north(start), east(start), steps.toBytes());
    }

    private static int north(Position corner) {
        return Border.onGrid(corner.getLat());
    }

    private static int east(Position corner) {
        return Border.onGrid(corner.getLon());
    }
}
