package rental.runtime.http.server;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Media types in {@code Accept} and {@code Content-Type} (RFC 9110, sections 8.3 and 12.5.1). */
final class MediaTypes {
    private static final String ANY = "*/*";

    private MediaTypes() {}

    /** Whether a caller that sent these {@code Accept} headers takes one of the types. */
    static boolean accepts(List<String> accept, Collection<String> types) {
        if (accept.isEmpty() || types.isEmpty()) {
            return true;
        }
        for (var header : accept) {
            if (header.equals(ANY) || header.isBlank() || accepts(header, types)) {
                return true;
            }
        }
        return false;
    }

    /** The type of a body that is in UTF-8: lower case, without parameters; empty when malformed or in another charset. */
    static Optional<String> ofBody(String contentType) {
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

    private static boolean accepts(String header, Collection<String> types) {
        for (var range : header.toLowerCase(Locale.ROOT).split(",")) {
            var parts = range.split(";", -1);
            if (!isRefused(parts) && types.stream().anyMatch(type -> covers(parts[0].strip(), type))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRefused(String[] parts) {
        for (var i = 1; i < parts.length; i++) {
            if (parts[i].strip().matches("q=0(\\.0{0,3})?")) {
                return true;
            }
        }
        return parts.length == 0;
    }

    private static boolean covers(String range, String type) {
        return range.equals(ANY)
                || range.equals(type)
                || (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1)));
    }
}
