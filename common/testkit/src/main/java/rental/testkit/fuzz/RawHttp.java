package rental.testkit.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Sends requests as they are: no client library that would refuse what a hostile client sends. */
public final class RawHttp {
    private static final int PATIENCE_MILLIS = 20_000;

    private RawHttp() {}

    /**
     * What came back.
     *
     * @param headers names in lower case
     */
    public record Answer(int status, Map<String, String> headers, byte[] body) {
        public String text() {
            return new String(body, UTF_8);
        }
    }

    /**
     * Sends one request on a connection of its own.
     *
     * @param more further header lines
     */
    public static Answer send(String host, int port, FuzzRequest request, String... more) throws IOException {
        try (var socket = new Socket(host, port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(bytes(request, more));
            socket.getOutputStream().flush();
            return parse(socket.getInputStream().readAllBytes());
        }
    }

    private static byte[] bytes(FuzzRequest request, String[] more) throws IOException {
        var head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\nhost: localhost\r\n");
        request.headers().forEach(line -> head.append(line).append("\r\n"));
        Arrays.stream(more).forEach(line -> head.append(line).append("\r\n"));
        if (request.body().length > 0) {
            head.append("content-length: ").append(request.body().length).append("\r\n");
        }
        var whole = new ByteArrayOutputStream();
        whole.write(head.append("connection: close\r\n\r\n").toString().getBytes(UTF_8));
        whole.write(request.body());
        return whole.toByteArray();
    }

    private static Answer parse(byte[] bytes) throws IOException {
        // One character for each byte, so that places are the same in both.
        var text = new String(bytes, ISO_8859_1);
        var end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("No whole answer came: " + text);
        }
        var lines = text.substring(0, end).split("\r\n");
        var headers = new LinkedHashMap<String, String>();
        for (var i = 1; i < lines.length; i++) {
            var colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        var status = Integer.parseInt(lines[0].split(" ")[1]);
        return new Answer(status, headers, Arrays.copyOfRange(bytes, end + 4, bytes.length));
    }
}
