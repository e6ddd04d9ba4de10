package rental.runtime.bus;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries the contract's records: the same instance inside a JVM, between nodes the type's name and the record as CBOR.
 * Only types of the contract are read back, whatever a name on the wire says.
 */
final class RecordCodec implements MessageCodec<Record, Record> {
    static final String NAME = "rental-record";
    private static final String CONTRACT = "rental.contract.";

    private final ObjectMapper mapper = CBORMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .enable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final ConcurrentHashMap<String, Class<? extends Record>> types = new ConcurrentHashMap<>();

    @Override
    public void encodeToWire(Buffer wire, Record message) {
        try {
            var type = message.getClass().getName().getBytes(StandardCharsets.UTF_8);
            var body = mapper.writeValueAsBytes(message);
            wire.appendInt(type.length).appendBytes(type);
            wire.appendInt(body.length).appendBytes(body);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("Cannot write " + message.getClass(), unwritable);
        }
    }

    @Override
    public Record decodeFromWire(int start, Buffer wire) {
        var typeAt = start + Integer.BYTES;
        var typeEnd = typeAt + wire.getInt(start);
        var bodyAt = typeEnd + Integer.BYTES;
        var type = typeOf(wire.getString(typeAt, typeEnd));
        try {
            return mapper.readValue(wire.getBytes(bodyAt, bodyAt + wire.getInt(typeEnd)), type);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + type, unreadable);
        }
    }

    private Class<? extends Record> typeOf(String name) {
        if (!name.startsWith(CONTRACT)) {
            throw new IllegalArgumentException("Not a message of the contract: " + name);
        }
        return types.computeIfAbsent(name, RecordCodec::load);
    }

    private static Class<? extends Record> load(String name) {
        try {
            return Class.forName(name).asSubclass(Record.class);
        } catch (ClassNotFoundException newer) {
            throw new IllegalArgumentException("A message this version does not know: " + name, newer);
        }
    }

    @Override
    public Record transform(Record message) {
        return message;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
