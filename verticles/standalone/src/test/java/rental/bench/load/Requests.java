package rental.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Requests written out beforehand, byte for byte, so that making them costs a generator nothing while it measures. In the
 * file each stands behind its length in bytes and a line end; generators send them in turn and begin anew at the end.
 *
 * @param server such as {@code http://127.0.0.1:3000}
 */
public record Requests(URI server, Path file) {

    /** One request; the body may be empty. */
    public record Shot(String method, String path, Map<String, String> headers, String body) {

        public static Shot get(String path) {
            return new Shot("GET", path, Map.of(), "");
        }

        public static Shot post(String path, String json) {
            return new Shot("POST", path, Map.of("Content-Type", "application/json"), json);
        }

        public Shot as(String accessToken) {
            var more = new TreeMap<>(headers);
            more.put("Authorization", "Bearer " + accessToken);
            return new Shot(method, path, more, body);
        }

        private byte[] bytes(URI server) {
            var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n");
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            if (!body.isEmpty()) {
                head.append("Content-Length: ")
                        .append(body.getBytes(UTF_8).length)
                        .append("\r\n");
            }
            return head.append("\r\n").append(body).toString().getBytes(UTF_8);
        }
    }

    /** Writes so many requests into a file. */
    public static Requests write(Path file, URI server, int count, IntFunction<Shot> shots) {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (var i = 0; i < count; i++) {
                var bytes = shots.apply(i).bytes(server);
                out.write((bytes.length + "\n").getBytes(UTF_8));
                out.write(bytes);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return new Requests(server, file);
    }

    /** What {@link #write} has written. */
    static List<byte[]> read(Path file) throws IOException {
        var all = Files.readAllBytes(file);
        var requests = new ArrayList<byte[]>();
        var at = 0;
        while (at < all.length) {
            var length = 0;
            while (all[at] != '\n') {
                length = length * 10 + all[at++] - '0';
            }
            at++;
            requests.add(Arrays.copyOfRange(all, at, at + length));
            at += length;
        }
        return requests;
    }
}
