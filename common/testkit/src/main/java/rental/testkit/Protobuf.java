package rental.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A message in protobuf's binary form, read by the numbers of its fields: as much as {@link SpanCollector} needs. */
record Protobuf(List<Field> fields) {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    /** One of {@code number} and {@code bytes} counts, by the field's type. */
    record Field(int id, long number, byte[] bytes) {}

    static Protobuf read(byte[] message) {
        var input = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        var fields = new ArrayList<Field>();
        while (input.hasRemaining()) {
            var key = varint(input);
            fields.add(field((int) (key >>> 3), (int) key & 7, input));
        }
        return new Protobuf(fields);
    }

    List<Protobuf> messages(int id) {
        return fields.stream()
                .filter(field -> field.id == id)
                .map(field -> read(field.bytes))
                .toList();
    }

    Optional<byte[]> bytes(int id) {
        return fields.stream().filter(field -> field.id == id).map(Field::bytes).findFirst();
    }

    Optional<Long> number(int id) {
        return fields.stream()
                .filter(field -> field.id == id)
                .map(Field::number)
                .findFirst();
    }

    private static Field field(int id, int type, ByteBuffer input) {
        return switch (type) {
            case VARINT -> new Field(id, varint(input), new byte[0]);
            case FIXED64 -> new Field(id, input.getLong(), new byte[0]);
            case FIXED32 -> new Field(id, input.getInt(), new byte[0]);
            case BYTES -> {
                var bytes = new byte[(int) varint(input)];
                input.get(bytes);
                yield new Field(id, 0, bytes);
            }
            default -> throw new IllegalArgumentException("Not a type of protobuf: " + type);
        };
    }

    private static long varint(ByteBuffer input) {
        var value = 0L;
        for (var shift = 0; ; shift += 7) {
            var next = input.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
