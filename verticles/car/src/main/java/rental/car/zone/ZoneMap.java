package rental.car.zone;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The map of time zones. Borders are kept to 45 metres, so a place nearer to one may be told the zone on the other side. Immutable.
 */
public final class ZoneMap {
    /** Beside this class; {@link ZoneMapMaker} writes it. */
    static final String FILE = "zones.map";

    private static final Logger LOG = LoggerFactory.getLogger(ZoneMap.class);

    private final List<Area> areas;

    /** One piece of a zone: an outer border and those of its holes. */
    record Area(String zone, List<Border> borders) {
        boolean contains(int north, int east) {
            return borders.stream()
                                    .filter(border -> border.surrounds(north, east))
                                    .count()
                            % 2
                    == 1;
        }

        static Area read(DataInputStream in) throws IOException {
            var zone = in.readUTF().intern();
            var borders = new Border[in.readInt()];
            for (var i = 0; i < borders.length; i++) {
                borders[i] = Border.read(in);
            }
            return new Area(zone, List.of(borders));
        }

        void write(DataOutputStream out) throws IOException {
            out.writeUTF(zone);
            out.writeInt(borders.size());
            for (var border : borders) {
                border.write(out);
            }
        }
    }

    private ZoneMap(List<Area> areas) {
        this.areas = List.copyOf(areas);
    }

    /** Reads the map: takes a tenth of a second, and belongs on a thread that may wait. */
    public static ZoneMap load() {
        try (var in = new DataInputStream(new BufferedInputStream(ZoneMap.class.getResourceAsStream(FILE)))) {
            var areas = new ArrayList<Area>();
            for (var left = in.readInt(); left > 0; left--) {
                areas.add(Area.read(in));
            }
            return new ZoneMap(known(areas));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Writes what {@link #load} reads. */
    static void write(Collection<Area> areas, DataOutputStream out) throws IOException {
        out.writeInt(areas.size());
        for (var area : areas) {
            area.write(out);
        }
    }

    /** The name of the zone at a place; empty where the map has a gap. */
    public Optional<String> at(double latitude, double longitude) {
        var north = Border.onGrid(latitude);
        var east = Border.onGrid(longitude);
        return areas.stream()
                .filter(area -> area.contains(north, east))
                .map(Area::zone)
                .findFirst();
    }

    /** Those of zones that this Java knows: the map may be younger. */
    private static List<Area> known(List<Area> areas) {
        var known = ZoneId.getAvailableZoneIds();
        var young = new TreeSet<String>();
        areas.stream().map(Area::zone).filter(zone -> !known.contains(zone)).forEach(young::add);
        if (!young.isEmpty()) {
            LOG.info("This Java does not know the time zones {}: cars there need theirs given, or a newer Java", young);
        }
        return areas.stream().filter(area -> !young.contains(area.zone())).toList();
    }
}
