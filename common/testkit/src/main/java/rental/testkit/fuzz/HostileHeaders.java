package rental.testkit.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;

/** Header lines that nobody needs: odd values, claims of being somebody, and what is already there a second time. */
final class HostileHeaders {
    private static final List<String> LINES = List.of(
            "x-request-id: <script>alert(1)</script>",
            "x-request-id: ../../etc/passwd",
            "traceparent: 00-zz-zz-zz",
            "accept: text/html, */*;q=0.1",
            "accept: ,;,",
            "accept-encoding: ;q=x,,",
            "accept-language: \u00e9\u0001",
            "if-match: \"1\" \"2\"",
            "if-none-match: W/*",
            "idempotency-key: ' OR '1'='1",
            "idempotency-key: \u00ff",
            "last-event-id: -1",
            "prefer: alternatives, alternatives=\"<b>\"",
            "range: bytes=0-0,-1",
            "expect: teapot",
            "origin: null",
            "cookie: access_token=admin",
            "x-forwarded-for: 127.0.0.1, <script>",
            "x-http-method-override: DELETE",
            "x-user-id: 00000000-0000-0000-0000-000000000000",
            "content-encoding: gzip",
            "host: evil.example",
            "authorization: Bearer x.y.z");

    private HostileHeaders() {}

    /** Adds one, or one of those there once more. */
    static void addTo(List<String> headers, RandomGenerator random) {
        if (!headers.isEmpty() && random.nextInt(3) == 0) {
            headers.add(headers.get(random.nextInt(headers.size())));
        } else {
            headers.add(LINES.get(random.nextInt(LINES.size())));
        }
    }
}
