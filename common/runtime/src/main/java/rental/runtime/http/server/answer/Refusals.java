package rental.runtime.http.server.answer;

import java.util.Collection;
import rental.contract.api.Problem;
import rental.runtime.http.limit.RateLimits;

/** The problems that the edge itself answers, before any service is asked. */
public final class Refusals {
    public static final Problem UNKNOWN_PATH = Problem.of(404, "not-found", "There is nothing at this path.");
    public static final Problem FORBIDDEN = Problem.of(403, "forbidden", "You may not do this.");
    public static final Problem TOO_LARGE = Problem.of(413, "body-too-large", "A body may have at most 1 MiB.");
    public static final Problem TOO_SLOW = Problem.of(408, "request-timeout", "The request took too long to arrive.");
    public static final Problem OVERLOADED =
            Problem.tryAgain("overloaded", "There are more requests than can be answered in time.");
    public static final Problem UNAVAILABLE =
            Problem.tryAgain("service-unavailable", "The service that answers this cannot be reached.");
    public static final Problem INTERNAL = Problem.of(500, "internal-error", "Something went wrong on our side.");
    public static final Problem NOT_IMPLEMENTED =
            Problem.of(501, "not-implemented", "This operation is described but not built yet.");
    public static final Problem URI_TOO_LONG = Problem.of(414, "uri-too-long", "The request's URL is too long.");
    public static final Problem HEADERS_TOO_LARGE =
            Problem.of(431, "headers-too-large", "The request's headers are too large.");
    public static final Problem MALFORMED = Problem.invalid("", "is not a well-formed HTTP request");

    private static final Problem UNAUTHENTICATED =
            Problem.of(401, "unauthenticated", "A valid access token is needed: sign in, or refresh it.");

    private Refusals() {}

    public static Problem methodNotAllowed(String allow) {
        return Problem.of(405, "method-not-allowed", "This path takes " + allow + ".")
                .with("allow", allow);
    }

    public static Problem notAcceptable(Collection<String> types) {
        return Problem.of(406, "not-acceptable", "This is answered as " + String.join(", ", types) + ".");
    }

    public static Problem unsupported(Collection<String> types, boolean patch) {
        var accepted = String.join(", ", types);
        return Problem.of(415, "unsupported-media-type", "A body here is " + accepted + ", in UTF-8.")
                .with(patch ? "accept-patch" : "accept", accepted);
    }

    /** @param tokenSent whether there was a token, which then proved nothing */
    public static Problem unauthenticated(boolean tokenSent) {
        return UNAUTHENTICATED.with("www-authenticate", tokenSent ? "Bearer error=\"invalid_token\"" : "Bearer");
    }

    public static Problem tooMany(RateLimits.Decision decision) {
        var seconds = decision.quotas().stream()
                .filter(RateLimits.Quota::isExceeded)
                .mapToLong(quota -> quota.reset().toSeconds() + 1)
                .max()
                .orElse(1);
        return Problem.of(429, "too-many-requests", "You have asked too often: wait, then try again.")
                .with("retry-after", Long.toString(seconds));
    }
}
