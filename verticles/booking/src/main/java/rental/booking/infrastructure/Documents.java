package rental.booking.infrastructure;

import static java.nio.charset.StandardCharsets.UTF_8;

import rental.runtime.http.Json;

/** Documents as they stand in {@code jsonb} columns: the driver is given text, which the statement casts. */
final class Documents {
    private Documents() {}

    static String write(Object document) {
        return new String(Json.write(document), UTF_8);
    }

    static <T> T read(String document, Class<T> type) {
        return Json.readOwn(document, type);
    }
}
