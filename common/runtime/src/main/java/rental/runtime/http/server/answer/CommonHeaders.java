package rental.runtime.http.server.answer;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** The headers of every answer: those that Helmet sets by default, and the date. */
public final class CommonHeaders {
    private static final CharSequence DATE = HttpHeaders.createOptimized("date");
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self';base-uri 'self';font-src 'self' https: data:;"
                    + "form-action 'self';frame-ancestors 'self';img-src 'self' data:;object-src 'none';script-src 'self';"
                    + "script-src-attr 'none';style-src 'self' https: 'unsafe-inline'";

    private final List<Header> headers = new ArrayList<>();
    private volatile Stamp stamp = new Stamp(0, "");

    private record Header(CharSequence name, CharSequence value) {}

    private record Stamp(long second, CharSequence text) {}

    /**
     * @param tls whether the server speaks TLS: only then may browsers be told to insist on it
     * @param compressing whether answers depend on what compression the client takes, which caches must know
     */
    public CommonHeaders(boolean tls, boolean compressing) {
        add("content-security-policy", CONTENT_SECURITY_POLICY + (tls ? ";upgrade-insecure-requests" : ""));
        add("cross-origin-opener-policy", "same-origin");
        add("cross-origin-resource-policy", "same-origin");
        add("origin-agent-cluster", "?1");
        add("referrer-policy", "no-referrer");
        add("x-content-type-options", "nosniff");
        add("x-dns-prefetch-control", "off");
        add("x-download-options", "noopen");
        add("x-frame-options", "SAMEORIGIN");
        add("x-permitted-cross-domain-policies", "none");
        add("x-xss-protection", "0");
        if (tls) {
            add("strict-transport-security", "max-age=31536000; includeSubDomains");
        }
        if (compressing) {
            add("vary", "accept-encoding");
        }
    }

    public void addTo(MultiMap target) {
        for (var header : headers) {
            target.set(header.name, header.value);
        }
        target.set(DATE, date());
    }

    private void add(String name, String value) {
        headers.add(new Header(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value)));
    }

    private CharSequence date() {
        var second = System.currentTimeMillis() / 1000;
        var current = stamp;
        if (current.second != second) {
            var time = Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC);
            current = new Stamp(second, HttpHeaders.createOptimized(DateTimeFormatter.RFC_1123_DATE_TIME.format(time)));
            stamp = current;
        }
        return current.text;
    }
}
