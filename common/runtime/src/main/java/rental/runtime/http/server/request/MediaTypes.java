package rental.runtime.http.server.request;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Media types in {@code Accept} and {@code Content-Type} (RFC 9110, sections 8.3 and 12.5.1). */
public final class MediaTypes {
    private static final String ANY = "*/*";
    private static final Pattern REFUSED = Pattern.compile("q=0(\\.0*)?");

    private MediaTypes() {}

    /** What a caller says of one range of types. @param refused whether it has the quality 0 */
    private record Range(String types, boolean refused) {
        static Range of(String text) {
            var parts = text.split(";", -1);
            return new Range(
                    parts[0].strip(),
                    Arrays.stream(parts)
                            .skip(1)
                            .map(String::strip)
                            .anyMatch(part -> REFUSED.matcher(part).matches()));
        }
    }

    /** Whether a caller that sent these {@code Accept} headers takes one of the types. Which it likes best does not matter. */
    public static boolean accepts(List<String> accept, Collection<String> types) {
        if (accept.isEmpty() || types.isEmpty() || accept.get(0).equals(ANY) && accept.size() == 1) {
            return true;
        }
        var ranges = accept.stream()
                .flatMap(header -> Arrays.stream(header.toLowerCase(Locale.ROOT).split(",")))
                .filter(range -> !range.isBlank())
                .map(Range::of)
                .toList();
        return ranges.isEmpty() || types.stream().anyMatch(type -> accepts(ranges, type));
    }

    /** The most specific of the ranges that hold the type decides. */
    private static boolean accepts(List<Range> ranges, String type) {
        var bare = type.split(";", 2)[0];
        var family = bare.substring(0, bare.indexOf('/') + 1) + "*";
        return Stream.of(bare, family, ANY)
                .map(types -> ranges.stream()
                        .filter(range -> range.types().equals(types))
                        .toList())
                .filter(matching -> !matching.isEmpty())
                .findFirst()
                .filter(matching -> !matching.stream().allMatch(Range::refused))
                .isPresent();
    }

    /** The type of a body that is in UTF-8: lower case, without parameters; empty when malformed or in another charset. */
    public static Optional<String> ofBody(String contentType) {
        if (contentType.indexOf(';') < 0) {
            return Optional.of(contentType.strip().toLowerCase(Locale.ROOT));
        }
        var parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        for (var i = 1; i < parts.length; i++) {
            var parameter = parts[i].strip();
            var charset = parameter.startsWith("charset=");
            if (charset
                    && !parameter
                            .substring("charset=".length())
                            .replace("\"", "")
                            .equals("utf-8")) {
                return Optional.empty();
            }
        }
        return Optional.of(parts[0].strip());
    }
}
