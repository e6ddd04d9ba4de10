package rental.contract.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was wrong with a request, as {@code application/problem+json} (RFC 9457). {@code instance} and {@code requestId}
 * are added where the answer is written.
 *
 * @param status the HTTP status
 * @param code stable, kebab-case: what clients switch on
 * @param detail one sentence for a person; holds no internals
 * @param errors for {@code validation-failed}: each fault with the JSON pointer of what was sent
 * @param extras further members of the document, such as {@code nextFree}
 * @param headers response headers that belong to the problem, such as {@code retry-after}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        int status,
        String code,
        String detail,
        List<Fault> errors,
        @JsonIgnore Map<String, Object> extras,
        @JsonIgnore Map<String, String> headers) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * One fault in what was sent.
     *
     * @param pointer a JSON pointer into the body ({@code /pickupTime}), or the place otherwise: {@code query/limit},
     *     {@code path/id}, {@code header/If-Match}
     */
    public record Fault(String pointer, String detail) {}

    public Problem {
        requireNonNull(code);
        requireNonNull(detail);
        errors = List.copyOf(errors);
    }

    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, List.of(), Map.of(), Map.of());
    }

    /** 400: the request itself is at fault. */
    public static Problem invalid(List<Fault> faults) {
        return new Problem(
                400, "validation-failed", "The request is not valid: see errors.", faults, Map.of(), Map.of());
    }

    public static Problem invalid(String pointer, String detail) {
        return invalid(List.of(new Fault(pointer, detail)));
    }

    public static Problem notFound(String code, String detail) {
        return of(404, code, detail);
    }

    public static Problem conflict(String code, String detail) {
        return of(409, code, detail);
    }

    /** 503: nothing is wrong with the request; trying again may help. */
    public static Problem tryAgain(String code, String detail) {
        return of(503, code, detail).with("retry-after", "1");
    }

    /** This problem with a further member in its document. */
    public Problem and(String member, Object value) {
        var more = new LinkedHashMap<>(extras);
        more.put(member, value);
        return new Problem(status, code, detail, errors, more, headers);
    }

    /** This problem with a response header. */
    public Problem with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Problem(status, code, detail, errors, extras, more);
    }

    @JsonAnyGetter
    Map<String, Object> members() {
        return extras;
    }
}
