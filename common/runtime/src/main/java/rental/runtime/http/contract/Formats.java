package rental.runtime.http.contract;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The formats of texts that the contract names. */
final class Formats {
    private static final int UUID_LENGTH = 36;

    /** Those of Java 17 that IANA does not know, and other Javas need not. */
    private static final String OF_JAVA_ALONE = "SystemV/";

    private static final Set<String> TIME_ZONES = ZoneId.getAvailableZoneIds().stream()
            .filter(zone -> !zone.startsWith(OF_JAVA_ALONE))
            .collect(Collectors.toUnmodifiableSet());

    private final Currency currency;

    Formats(Currency currency) {
        this.currency = currency;
    }

    Schema check(String format) {
        return switch (format) {
            case "uuid" -> new TextChecks.Formatted(Formats::isUuid, "must be a UUID");
            case "date-time" ->
                new TextChecks.Formatted(
                        Formats::isTime, "must be a time with an offset, such as 2027-03-01T10:00:00Z");
            case "email" -> new TextChecks.Formatted(Formats::isEmail, "must be an email address");
            case "uri" -> new TextChecks.Formatted(Formats::isUri, "must be an absolute URL");
            case "time-zone" ->
                new TextChecks.Formatted(
                        TIME_ZONES::contains, "must be an IANA time zone, such as America/Los_Angeles");
            case "language-tag" ->
                new TextChecks.Formatted(Formats::isLanguageTag, "must be a BCP 47 language tag, such as de-AT");
            case "currency" ->
                new TextChecks.Formatted(currency.getCurrencyCode()::equals, "must be " + currency.getCurrencyCode());
            case "amount" -> new TextChecks.Amount(currency.getDefaultFractionDigits());
            case "password" -> new TextChecks.Formatted(text -> true, "");
            default -> throw new IllegalStateException("Requests are not checked for the format " + format);
        };
    }

    /** 8-4-4-4-12 hexadecimal digits; {@code UUID.fromString} takes shorter groups too. */
    static boolean isUuid(String text) {
        if (text.length() != UUID_LENGTH) {
            return false;
        }
        for (var i = 0; i < UUID_LENGTH; i++) {
            var dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? text.charAt(i) != '-' : !isHex(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** RFC 3339: seconds and an offset are there, whatever ISO 8601 may leave out. */
    static boolean isTime(String text) {
        if (text.length() < "2027-03-01T10:00:00Z".length() || text.charAt(4) != '-' || text.charAt(16) != ':') {
            return false;
        }
        try {
            var time = OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
            return hasPlainOffset(text) && time.getYear() > 0;
        } catch (DateTimeException malformed) {
            return false;
        }
    }

    /** {@code Z} or hours and minutes; Java also reads offsets with seconds. */
    private static boolean hasPlainOffset(String text) {
        var last = text.charAt(text.length() - 1);
        var sign = text.charAt(text.length() - 6);
        return last == 'Z' || last == 'z' || sign == '+' || sign == '-';
    }

    static boolean isEmail(String text) {
        var at = text.lastIndexOf('@');
        return at > 0
                && at <= 64
                && isHost(text.substring(at + 1))
                && text.chars().noneMatch(c -> c == ' ' || isUnseen(c) || isSurrogate(c))
                && text.indexOf('@') == at
                && "<>()[]\\,;:\"".chars().noneMatch(c -> text.indexOf(c) >= 0)
                && !text.startsWith(".")
                && text.charAt(at - 1) != '.'
                && !text.contains("..");
    }

    private static boolean isHost(String host) {
        if (host.isEmpty() || host.endsWith(".") || host.indexOf('.') <= 0) {
            return false;
        }
        for (var label : host.split("\\.", -1)) {
            if (label.isEmpty() || label.length() > 63 || label.startsWith("-") || label.endsWith("-")) {
                return false;
            }
            if (!label.chars().allMatch(c -> c == '-' || Character.isLetterOrDigit(c))) {
                return false;
            }
        }
        return true;
    }

    static boolean isUri(String text) {
        try {
            var uri = new URI(text);
            return uri.isAbsolute() && uri.getHost() != null && uri.getRawUserInfo() == null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    static boolean isLanguageTag(String text) {
        try {
            return !new Locale.Builder()
                    .setLanguageTag(text)
                    .build()
                    .getLanguage()
                    .isEmpty();
        } catch (IllformedLocaleException malformed) {
            return false;
        }
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /** Control characters, spaces of any kind, and what only says how its neighbours are shown. */
    private static boolean isUnseen(int c) {
        return Character.isISOControl(c) || Character.isWhitespace(c) || Character.getType(c) == Character.FORMAT;
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
