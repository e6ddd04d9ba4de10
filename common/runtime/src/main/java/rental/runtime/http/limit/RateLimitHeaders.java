package rental.runtime.http.limit;

import java.util.List;
import java.util.stream.Collectors;

/** {@code RateLimit-Policy} and {@code RateLimit} as in the IETF's httpapi draft: lists of structured items. */
public final class RateLimitHeaders {
    private RateLimitHeaders() {}

    public static String policies(List<RateLimits.Quota> quotas) {
        return quotas.stream()
                .map(quota -> "\"" + quota.policy() + "\";q=" + quota.limit() + ";w="
                        + quota.window().toSeconds())
                .collect(Collectors.joining(", "));
    }

    public static String states(List<RateLimits.Quota> quotas) {
        return quotas.stream()
                .map(quota -> "\"" + quota.policy() + "\";r=" + Math.max(0, quota.remaining()) + ";t="
                        + (quota.reset().toSeconds() + 1))
                .collect(Collectors.joining(", "));
    }
}
