package rental.runtime.http.server.answer;

import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import rental.runtime.http.contract.Limit;
import rental.runtime.http.contract.Operation;

/**
 * Compresses bodies that are the same for everybody and every time just once: pages and the contract. No limit counts
 * who asks for them, so compressing them for each would let anybody keep an event loop busy. One for each event loop.
 */
public final class LastingBodies {
    private static final int WORTH_COMPRESSING = 1024;
    private static final int MOST = 64;
    private static final String ENCODING = "content-encoding";
    private static final String GZIP = "gzip";

    private final boolean compression;
    /** By identity: the very same array is the very same answer. */
    private final Map<byte[], byte[]> compressed = new IdentityHashMap<>();

    public LastingBodies(boolean compression) {
        this.compression = compression;
    }

    /**
     * The body as it is to be sent; sets the header that says how. Answers that are no pages are left to the server.
     *
     * @param request the answer's headers are set already; a page has an {@code ETag}
     */
    public byte[] encode(byte[] body, Optional<Operation> operation, HttpServerRequest request) {
        var answer = request.response().headers();
        var lasts = operation.filter(LastingBodies::isPage).isPresent() && answer.contains("etag");
        if (!compression || !lasts || body.length < WORTH_COMPRESSING) {
            return body;
        }
        if (!accepts(request.headers().getAll("accept-encoding"))
                || (compressed.size() >= MOST && !compressed.containsKey(body))) {
            answer.set(ENCODING, "identity");
            return body;
        }
        answer.set(ENCODING, GZIP);
        return compressed.computeIfAbsent(body, LastingBodies::compress);
    }

    private static boolean isPage(Operation operation) {
        return operation.limit() == Limit.NONE
                && operation.isPublic()
                && operation.method().equals("GET");
    }

    private static boolean accepts(List<String> accepted) {
        for (var header : accepted) {
            for (var coding : header.toLowerCase(Locale.ROOT).split(",")) {
                var parts = coding.split(";", 2);
                var refused = parts.length > 1 && parts[1].strip().matches("q=0(\\.0{0,3})?");
                if (parts[0].strip().equals(GZIP) && !refused) {
                    return true;
                }
            }
        }
        return false;
    }

    private static byte[] compress(byte[] body) {
        var bytes = new ByteArrayOutputStream(body.length / 3);
        try (var stream = new GZIPOutputStream(bytes)) {
            stream.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
