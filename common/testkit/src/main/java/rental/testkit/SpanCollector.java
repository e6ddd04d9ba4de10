package rental.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Takes spans as a collector of OpenTelemetry does, OTLP over HTTP, and keeps them for a test to look at. */
public final class SpanCollector implements AutoCloseable {
    private static final String PATH = "/v1/traces";

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    /**
     * A span that has arrived.
     *
     * @param service the process that it comes from
     * @param parentId empty for the root of a trace
     */
    public record Span(
            String service,
            String traceId,
            String id,
            String parentId,
            String name,
            Map<String, String> attributes,
            boolean failed) {}

    private SpanCollector(HttpServer server) {
        this.server = server;
    }

    /** Listens on a free port of loopback. */
    public static SpanCollector start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var collector = new SpanCollector(server);
            server.createContext(PATH, collector::take);
            server.start();
            return collector;
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    /** Where to send spans. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    /** All that have arrived of a trace, in the order of their arrival. */
    public List<Span> trace(String traceId) {
        return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    /** All that have arrived. */
    public List<Span> spans() {
        return List.copyOf(spans);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (var body = new GZIPInputStream(exchange.getRequestBody())) {
            for (var resourceSpans : Protobuf.read(body.readAllBytes()).messages(1)) {
                spans.addAll(read(resourceSpans));
            }
        }
        exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static List<Span> read(Protobuf resourceSpans) {
        var service = resourceSpans.messages(1).stream()
                .map(resource -> attributes(resource, 1).get("service.name"))
                .findFirst()
                .orElse("");
        var read = new ArrayList<Span>();
        for (var scopeSpans : resourceSpans.messages(2)) {
            scopeSpans.messages(2).forEach(span -> read.add(span(service, span)));
        }
        return read;
    }

    /** The numbers are those of {@code opentelemetry.proto.trace.v1.Span}. */
    private static Span span(String service, Protobuf span) {
        var status = span.messages(15).stream().findFirst();
        return new Span(
                service,
                hex(span.bytes(1)),
                hex(span.bytes(2)),
                hex(span.bytes(4)),
                text(span.bytes(5)),
                attributes(span, 9),
                status.flatMap(known -> known.number(3)).equals(Optional.of(2L)));
    }

    private static Map<String, String> attributes(Protobuf message, int field) {
        var attributes = new HashMap<String, String>();
        for (var attribute : message.messages(field)) {
            var value = attribute.messages(2).get(0);
            attributes.put(text(attribute.bytes(1)), text(value.bytes(1)));
        }
        return attributes;
    }

    private static String hex(Optional<byte[]> bytes) {
        return bytes.map(HexFormat.of()::formatHex).orElse("");
    }

    private static String text(Optional<byte[]> bytes) {
        return bytes.map(known -> new String(known, StandardCharsets.UTF_8)).orElse("");
    }
}
