package rental.search.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import rental.runtime.security.Sha256;

/**
 * What the indexes are called. The name of an index of cars holds a digest of the mapping that it was made with, so a
 * changed mapping file is seen by the name alone.
 */
public final class IndexNames {
    private static final String MAPPING = "/search/cars-index.json";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS").withZone(ZoneOffset.UTC);
    private static final int DIGEST_LENGTH = 12;

    private final String prefix;
    private final String mapping;
    private final Clock clock;

    private IndexNames(String prefix, String mapping, Clock clock) {
        this.prefix = prefix;
        this.mapping = mapping;
        this.clock = clock;
    }

    /** @param prefix keeps several installations apart in one Elasticsearch; may be empty */
    public static IndexNames of(String prefix) {
        try (var file = IndexNames.class.getResourceAsStream(MAPPING)) {
            return new IndexNames(prefix, new String(file.readAllBytes(), StandardCharsets.UTF_8), Clock.systemUTC());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The same with another mapping. */
    IndexNames with(String otherMapping) {
        return new IndexNames(prefix, otherMapping, clock);
    }

    /** Settings and mapping of an index of cars, as JSON. */
    String mapping() {
        return mapping;
    }

    /** The alias that searches read. */
    String live() {
        return prefix + "cars";
    }

    /** The alias of every index that changes must reach. */
    String written() {
        return prefix + "cars-written";
    }

    /** The index of the bookkeeping. */
    String reindexes() {
        return prefix + "car-reindexes";
    }

    /** All indexes of cars, whatever their mapping. */
    String all() {
        return prefix + "cars-*";
    }

    String newIndex() {
        return prefix + "cars-" + digest() + "-" + STAMP.format(clock.instant());
    }

    boolean isPresent(String index) {
        return index.startsWith(prefix + "cars-" + digest() + "-");
    }

    private String digest() {
        return HexFormat.of().formatHex(Sha256.of(mapping)).substring(0, DIGEST_LENGTH);
    }
}
