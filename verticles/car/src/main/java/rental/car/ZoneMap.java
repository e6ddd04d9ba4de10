package rental.car;

import com.github.luben.zstd.ZstdInputStream;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.iakovlev.timeshape.proto.Geojson.Feature;
import net.iakovlev.timeshape.proto.Geojson.Geometry;
import net.iakovlev.timeshape.proto.Geojson.MultiPolygon;
import net.iakovlev.timeshape.proto.Geojson.Polygon;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The map of time zones that Timeshape brings, in a fraction of the memory that Timeshape takes for it: borders are kept to 45
 * metres, so a place nearer to one may be told the zone on the other side. Immutable.
 */
final class ZoneMap {
    private static final Logger LOG = LoggerFactory.getLogger(ZoneMap.class);
    private static final String DATA = "/data.tar.zstd";

    private final List<Area> areas;

    /** One piece of a zone: an outer border and those of its holes. */
    private record Area(String zone, List<Border> borders) {
        boolean contains(int north, int east) {
            return borders.stream()
                                    .filter(border -> border.surrounds(north, east))
                                    .count()
                            % 2
                    == 1;
        }
    }

    private ZoneMap(List<Area> areas) {
        this.areas = List.copyOf(areas);
    }

    /** Reads the map, a zone at a time: takes seconds, and belongs on a thread that may wait. */
    static ZoneMap load() {
        var known = ZoneId.getAvailableZoneIds();
        var young = new TreeSet<String>();
        var areas = new ArrayList<Area>();
        try (var data = open()) {
            for (var entry = data.getNextEntry(); entry != null; entry = data.getNextEntry()) {
                var zone = entry.getName();
                if (known.contains(zone)) {
                    polygons(UnsafeByteOperations.unsafeWrap(data.readAllBytes()))
                            .forEach(polygon -> areas.add(new Area(zone, borders(polygon))));
                } else {
                    young.add(zone);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        tell(young);
        return new ZoneMap(areas);
    }

    /** The name of the zone at a place; empty where the map has a gap. */
    Optional<String> at(double latitude, double longitude) {
        var north = Border.onGrid(latitude);
        var east = Border.onGrid(longitude);
        return areas.stream()
                .filter(area -> area.contains(north, east))
                .map(Area::zone)
                .findFirst();
    }

    private static TarArchiveInputStream open() throws IOException {
        var data = ZoneMap.class.getResourceAsStream(DATA);
        return new TarArchiveInputStream(new BufferedInputStream(new ZstdInputStream(data)));
    }

    private static Stream<ByteString> polygons(ByteString feature) {
        return parts(feature, Feature.GEOMETRY_FIELD_NUMBER)
                .flatMap(shape -> Stream.concat(
                        parts(shape, Geometry.POLYGON_FIELD_NUMBER),
                        parts(shape, Geometry.MULTIPOLYGON_FIELD_NUMBER)
                                .flatMap(many -> parts(many, MultiPolygon.COORDINATES_FIELD_NUMBER))));
    }

    private static List<Border> borders(ByteString polygon) {
        return parts(polygon, Polygon.COORDINATES_FIELD_NUMBER)
                .map(ring -> Border.along(Corners.of(ring)))
                .toList();
    }

    private static Stream<ByteString> parts(ByteString message, int field) {
        return Corners.parts(message, field).stream();
    }

    private static void tell(Set<String> young) {
        if (!young.isEmpty()) {
            LOG.info("This Java does not know the time zones {}: cars there need theirs given, or a newer Java", young);
        }
    }
}
