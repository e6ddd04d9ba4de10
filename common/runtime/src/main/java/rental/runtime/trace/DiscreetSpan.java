package rental.runtime.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A span as it may leave the process. Vert.x puts whole URLs and the messages of exceptions into spans, and both can hold an
 * email or a token; so only the attributes named here go out, of an address of another server host and path, of an exception
 * its class. Statements stay: their values are parameters, which are never part of a span.
 */
final class DiscreetSpan extends DelegatingSpanData {
    private static final Set<String> ALLOWED = Set.of(
            "http.request.method",
            "http.response.status_code",
            "http.route",
            "messaging.system",
            "messaging.destination.name",
            "messaging.operation.name",
            "db.system",
            "db.namespace",
            "db.query.text",
            "server.address",
            "server.port",
            Spans.SOURCE,
            Spans.CONSUMER,
            Spans.EVENTS,
            Spans.KIND);
    private static final AttributeKey<String> STATUS = AttributeKey.stringKey("http.response.status_code");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> URL = AttributeKey.stringKey("url.full");
    private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> SQL = AttributeKey.stringKey("db.query.text");
    private static final AttributeKey<String> DATABASE = AttributeKey.stringKey("db.namespace");
    private static final AttributeKey<String> EXCEPTION = AttributeKey.stringKey("exception.type");
    private static final Pattern CHANGE =
            Pattern.compile("\\b(INSERT INTO|DELETE FROM|UPDATE \\w+(?: \\w+)?\\s+SET)\\b");

    private final Attributes attributes;
    private final String name;
    private final StatusData status;

    private DiscreetSpan(SpanData span) {
        super(span);
        var error = span.getEvents().stream()
                .map(event -> event.getAttributes().get(EXCEPTION))
                .filter(type -> type != null)
                .findFirst();
        attributes = allowed(span, error);
        name = name(span);
        status = error.isPresent() || isFault(span) ? StatusData.error() : span.getStatus();
    }

    static SpanData of(SpanData span) {
        return new DiscreetSpan(span);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public int getTotalAttributeCount() {
        return attributes.size();
    }

    @Override
    public List<EventData> getEvents() {
        return List.of();
    }

    @Override
    public int getTotalRecordedEvents() {
        return 0;
    }

    @Override
    public StatusData getStatus() {
        return status;
    }

    private static Attributes allowed(SpanData span, Optional<String> error) {
        var kept = Attributes.builder();
        span.getAttributes().forEach((key, value) -> {
            if (ALLOWED.contains(key.getKey())) {
                kept.put(key.getKey(), String.valueOf(value));
            }
        });
        address(span).ifPresent(address -> {
            kept.put("server.address", String.valueOf(address.getHost()));
            kept.put("url.path", address.getPath());
        });
        error.ifPresent(type -> kept.put("error.type", type));
        return kept.build();
    }

    /** A name by which like spans are counted together: no id is part of it. */
    private static String name(SpanData span) {
        var known = span.getAttributes();
        if (known.get(SQL) != null) {
            return verb(known.get(SQL)) + " " + known.get(DATABASE);
        }
        if (known.get(ADDRESS) != null) {
            return (span.getKind() == SpanKind.CLIENT ? "ask " : "serve ") + known.get(ADDRESS);
        }
        return address(span)
                .map(address -> known.get(METHOD) + " " + lastPart(address.getPath()))
                .orElseGet(span::getName);
    }

    private static String verb(String sql) {
        var change = CHANGE.matcher(sql);
        return (change.find() ? change.group() : sql.strip()).split("\\s", 2)[0];
    }

    /** Of the paths of Elasticsearch, the part that says what is asked for. */
    private static String lastPart(String path) {
        var part = path.substring(path.lastIndexOf('/') + 1);
        return part.startsWith("_") ? part : "";
    }

    private static Optional<URI> address(SpanData span) {
        var url = span.getAttributes().get(URL);
        return url == null || span.getKind() != SpanKind.CLIENT ? Optional.empty() : Optional.of(URI.create(url));
    }

    private static boolean isFault(SpanData span) {
        var code = span.getAttributes().get(STATUS);
        return code != null && code.startsWith("5");
    }
}
