package rental.runtime.http;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import rental.contract.api.ApiRequest;
import rental.contract.api.Problem;
import rental.runtime.security.Sha256;

/** Versions as entity tags (RFC 9110, section 8.8.3) and the preconditions on them. */
public final class ETags {
    /** 412: what was to be changed is no longer what the caller saw. */
    public static final Problem CHANGED_MEANWHILE =
            Problem.of(412, "precondition-failed", "It has been changed since: read it again.");

    private static final String ANY = "*";
    private static final String WEAK = "W/";

    private ETags() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** A tag for content without a version; weak, since it may be sent compressed. */
    public static String ofContent(byte[] content) {
        return WEAK + "\"" + HexFormat.of().formatHex(Sha256.of(content), 0, 8) + "\"";
    }

    /** Whether a change may go on: there is no {@code If-Match}, or it names this version. */
    public static boolean permits(ApiRequest request, long version) {
        return request.header("if-match").map(tags -> names(tags, version)).orElse(true);
    }

    /** Whether a read may be answered by 304: {@code If-None-Match} names this version. */
    public static boolean isKnown(ApiRequest request, long version) {
        return request.header("if-none-match")
                .map(tags -> names(tags.replace(WEAK, ""), version))
                .orElse(false);
    }

    private static boolean names(String tags, long version) {
        return tags.strip().equals(ANY) || list(tags).anyMatch(of(version)::equals);
    }

    private static Stream<String> list(String tags) {
        return Arrays.stream(tags.split(",")).map(String::strip);
    }
}
