package rental.runtime.http.server.request;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes request targets apart, strictly: an escape that is no UTF-8 is malformed, never replaced. */
public final class Uris {
    private Uris() {}

    /** The target of a request cannot be decoded. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    /** The decoded segments of a path that begins with a slash. */
    public static List<String> segments(String path) throws Malformed {
        var segments = new ArrayList<String>(4);
        var start = 1;
        while (true) {
            var end = path.indexOf('/', start);
            segments.add(decode(end < 0 ? path.substring(start) : path.substring(start, end), false));
            if (end < 0) {
                return segments;
            }
            start = end + 1;
        }
    }

    /** The parameters of a query, in the order given. */
    public static Map<String, List<String>> query(String query) throws Malformed {
        if (query == null || query.isEmpty()) {
            return Map.of();
        }
        var parameters = new LinkedHashMap<String, List<String>>();
        for (var pair : query.split("&")) {
            if (!pair.isEmpty()) {
                var equals = pair.indexOf('=');
                var name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
                var value = equals < 0 ? "" : decode(pair.substring(equals + 1), true);
                parameters.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
            }
        }
        return parameters;
    }

    private static String decode(String text, boolean plusIsSpace) throws Malformed {
        if (isPlain(text)) {
            return text;
        }
        var bytes = ByteBuffer.allocate(text.length());
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '%') {
                bytes.put(escaped(text, i));
                i += 2;
            } else if (c == '+' && plusIsSpace) {
                bytes.put((byte) ' ');
            } else if (c > ' ' && c < 127) {
                bytes.put((byte) c);
            } else {
                throw new Malformed("must be percent-encoded");
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException malformed) {
            throw new Malformed("must be UTF-8 when percent-decoded");
        }
    }

    private static byte escaped(String text, int at) throws Malformed {
        if (at + 2 >= text.length()) {
            throw new Malformed("has an incomplete percent-encoding");
        }
        var high = Character.digit(text.charAt(at + 1), 16);
        var low = Character.digit(text.charAt(at + 2), 16);
        if (high < 0 || low < 0) {
            throw new Malformed("has an invalid percent-encoding");
        }
        return (byte) (high << 4 | low);
    }

    private static boolean isPlain(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '%' || c == '+' || c <= ' ' || c >= 127) {
                return false;
            }
        }
        return true;
    }
}
