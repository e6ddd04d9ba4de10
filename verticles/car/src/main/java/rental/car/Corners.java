package rental.car;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import net.iakovlev.timeshape.proto.Geojson.LineString;
import net.iakovlev.timeshape.proto.Geojson.Position;

/**
 * The corners of a line as it is stored, one at a time: all at once they take several times the room of the finished map, which a
 * JVM does not give back.
 */
final class Corners implements Iterator<Position> {
    private final CodedInputStream line;
    private int tag;

    private Corners(CodedInputStream line) {
        this.line = line;
        this.tag = nextTag(line);
    }

    /** @param line a stored {@link LineString} */
    static Iterator<Position> of(ByteString line) {
        return new Corners(line.newCodedInput());
    }

    /** What stands in a message's field of the number, which may stand there many times, as it is stored. */
    static List<ByteString> parts(ByteString message, int field) {
        var parts = new ArrayList<ByteString>();
        var input = message.newCodedInput();
        input.enableAliasing(true);
        try {
            for (var tag = input.readTag(); tag != 0; tag = input.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == field) {
                    parts.add(input.readBytes());
                } else {
                    input.skipField(tag);
                }
            }
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
        return parts;
    }

    @Override
    public boolean hasNext() {
        return tag != 0;
    }

    @Override
    public Position next() {
        if (tag == 0) {
            throw new NoSuchElementException();
        }
        try {
            var corner = Position.parseFrom(line.readBytes());
            tag = nextTag(line);
            return corner;
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** Passes over what is no corner. */
    private static int nextTag(CodedInputStream line) {
        try {
            var tag = line.readTag();
            while (tag != 0 && WireFormat.getTagFieldNumber(tag) != LineString.COORDINATES_FIELD_NUMBER) {
                line.skipField(tag);
                tag = line.readTag();
            }
            return tag;
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
