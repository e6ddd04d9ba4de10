package rental.runtime.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import rental.contract.api.ApiResponse;
import rental.contract.api.Problem;

/** The answers that services give, in the contract's forms. */
public final class Answers {
    public static final String JSON = "application/json";
    private static final String PROBLEM_TYPE = "urn:rental:problem:";

    private Answers() {}

    /** 200 with a JSON document. */
    public static ApiResponse ok(Object document) {
        return json(200, document);
    }

    /** 200 with a JSON document that has a version, which becomes its {@code ETag}. */
    public static ApiResponse ok(Object document, long version) {
        return with(ok(document), "etag", ETags.of(version));
    }

    /** 201 with the document that was made and where it is found: a path of this API. */
    public static ApiResponse created(Object document, String location) {
        return with(json(201, document), "location", location);
    }

    /** 201 with the document that was made, where it is found, and its version as {@code ETag}. */
    public static ApiResponse created(Object document, String location, long version) {
        return with(created(document, location), "etag", ETags.of(version));
    }

    public static ApiResponse noContent() {
        return ApiResponse.empty(204);
    }

    /** 304: the caller has this version already. */
    public static ApiResponse notModified(long version) {
        return with(ApiResponse.empty(304), "etag", ETags.of(version));
    }

    public static ApiResponse json(int status, Object document) {
        return new ApiResponse(status, Map.of("content-type", JSON), Json.write(document));
    }

    /** An answer in another form than JSON. */
    public static ApiResponse of(int status, String mediaType, byte[] body) {
        return new ApiResponse(status, Map.of("content-type", mediaType), body);
    }

    /** 200 with a page that is the same for everybody and every time: keep it, and answer the very same again and again. */
    public static ApiResponse page(String mediaType, byte[] body) {
        return with(of(200, mediaType, body), "etag", ETags.ofContent(body));
    }

    /**
     * A problem as {@code application/problem+json}. Where the answer is written out, {@code instance} and
     * {@code requestId} are added to the document.
     */
    public static ApiResponse problem(Problem problem) {
        var document = Json.tree(Map.of());
        var members = ((ObjectNode) document)
                .put("type", PROBLEM_TYPE + problem.code())
                .put("title", title(problem.code()));
        members.setAll((ObjectNode) Json.tree(problem));
        var headers = new LinkedHashMap<>(problem.headers());
        headers.put("content-type", Problem.MEDIA_TYPE);
        return new ApiResponse(problem.status(), headers, Json.write(members));
    }

    /**
     * A problem document with the two members that only the edge knows. They are set in behind the last member, so that
     * the document need not be parsed again.
     */
    public static byte[] complete(byte[] problem, String instance, String requestId) {
        var more = Json.write(new Edge(instance == null ? "" : instance, requestId));
        var whole = new ByteArrayOutputStream(problem.length + more.length);
        whole.write(problem, 0, problem.length - 1);
        whole.write(',');
        whole.write(more, 1, more.length - 1);
        return whole.toByteArray();
    }

    private record Edge(String instance, String requestId) {}

    /** The same answer with one more header. */
    public static ApiResponse with(ApiResponse answer, String header, String value) {
        var headers = new LinkedHashMap<>(answer.headers());
        headers.put(header, value);
        return new ApiResponse(answer.status(), headers, answer.body());
    }

    private static String title(String code) {
        return Character.toUpperCase(code.charAt(0)) + code.substring(1).replace('-', ' ');
    }
}
