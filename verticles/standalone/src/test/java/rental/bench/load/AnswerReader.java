package rental.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.buffer.Buffer;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Finds the status and the end of answers of HTTP/1.1 that tell their length; others it refuses. */
final class AnswerReader {
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(US_ASCII);
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);
    private static final int STATUS_AT = 9;
    private static final int STATUS_LENGTH = 3;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private Buffer head = Buffer.buffer();
    private int status;
    private long missing;

    /** @return the status, when these bytes complete an answer */
    OptionalInt read(Buffer bytes) {
        return missing > 0 ? body(bytes.length()) : head(bytes);
    }

    private OptionalInt head(Buffer bytes) {
        var all = head.length() == 0 ? bytes : head.appendBuffer(bytes);
        var end = end(all);
        if (end < 0) {
            head = all.copy();
            return OptionalInt.empty();
        }
        head = Buffer.buffer();
        var text = all.getString(0, end, "US-ASCII");
        status = Integer.parseInt(text.substring(STATUS_AT, STATUS_AT + STATUS_LENGTH));
        missing = length(text);
        return body(all.length() - end - END_OF_HEAD.length);
    }

    private OptionalInt body(int length) {
        missing -= length;
        if (missing < 0) {
            throw new IllegalStateException("More than the answer that was asked for");
        }
        return missing == 0 ? OptionalInt.of(status) : OptionalInt.empty();
    }

    private long length(String text) {
        var length = LENGTH.matcher(text);
        if (length.find()) {
            return Long.parseLong(length.group(1));
        }
        if (status == NO_CONTENT || status == NOT_MODIFIED) {
            return 0;
        }
        throw new IllegalStateException("An answer that does not tell its length: " + text);
    }

    private static int end(Buffer bytes) {
        var last = bytes.length() - END_OF_HEAD.length;
        for (var at = 0; at <= last; at++) {
            if (bytes.getByte(at) == '\r'
                    && bytes.getByte(at + 1) == '\n'
                    && bytes.getByte(at + 2) == '\r'
                    && bytes.getByte(at + 3) == '\n') {
                return at;
            }
        }
        return -1;
    }
}
