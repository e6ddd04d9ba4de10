package rental.runtime.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rental.runtime.security.Sha256;

/**
 * A place in a list, after which the next page begins. On the wire it is opaque, and bound by a digest to the list it
 * comes from: its operation, filters and sort. It grants nothing, so the digest guards against mistakes, not malice;
 * values of a forged one that cannot be read raise {@link Invalid}, which {@link PageRequest} turns into a 400.
 *
 * @param values the sort values of the last item seen, in order
 */
public record Cursor(List<String> values) {
    private static final int DIGEST_LENGTH = 12;
    private static final String SEPARATOR = "\u0000";

    public Cursor {
        values = List.copyOf(values);
    }

    /** A value of a cursor is not what this list puts there. */
    public static final class Invalid extends RuntimeException {
        private static final long serialVersionUID = 1;

        Invalid(Throwable cause) {
            super("The cursor does not belong to this list", cause);
        }
    }

    public static Cursor at(Object... values) {
        return new Cursor(Arrays.stream(values).map(Object::toString).toList());
    }

    /**
     * The form on the wire.
     *
     * @param scope what the list is of: the same text must be given to {@link #decode}
     */
    public String encode(String scope) {
        var payload = String.join(SEPARATOR, values).getBytes(StandardCharsets.UTF_8);
        var digest = digest(scope, payload);
        var whole = Arrays.copyOf(digest, DIGEST_LENGTH + payload.length);
        System.arraycopy(payload, 0, whole, DIGEST_LENGTH, payload.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** Reads the form on the wire; empty when it is no cursor of this list. */
    public static Optional<Cursor> decode(String text, String scope) {
        try {
            var whole = Base64.getUrlDecoder().decode(text);
            if (whole.length < DIGEST_LENGTH) {
                return Optional.empty();
            }
            var payload = Arrays.copyOfRange(whole, DIGEST_LENGTH, whole.length);
            var genuine = MessageDigest.isEqual(digest(scope, payload), Arrays.copyOf(whole, DIGEST_LENGTH));
            return genuine ? Optional.of(of(payload)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    public String text(int index) {
        try {
            return values.get(index);
        } catch (IndexOutOfBoundsException missing) {
            throw new Invalid(missing);
        }
    }

    public UUID uuid(int index) {
        try {
            return UUID.fromString(text(index));
        } catch (IllegalArgumentException malformed) {
            throw new Invalid(malformed);
        }
    }

    public Instant instant(int index) {
        try {
            return Instant.parse(text(index));
        } catch (DateTimeException malformed) {
            throw new Invalid(malformed);
        }
    }

    public long number(int index) {
        try {
            return Long.parseLong(text(index));
        } catch (NumberFormatException malformed) {
            throw new Invalid(malformed);
        }
    }

    public double decimal(int index) {
        try {
            return Double.parseDouble(text(index));
        } catch (NumberFormatException malformed) {
            throw new Invalid(malformed);
        }
    }

    private static Cursor of(byte[] payload) {
        return new Cursor(List.of(new String(payload, StandardCharsets.UTF_8).split(SEPARATOR, -1)));
    }

    private static byte[] digest(String scope, byte[] payload) {
        var whole = Sha256.of((scope + SEPARATOR).getBytes(StandardCharsets.UTF_8), payload);
        return Arrays.copyOf(whole, DIGEST_LENGTH);
    }
}
