package rental.runtime.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/** Instants on the wire: RFC 3339 with any offset on the way in, UTC with no fraction when it is zero on the way out. */
final class WireTimes extends SimpleModule {
    private static final long serialVersionUID = 1;

    WireTimes() {
        addSerializer(Instant.class, new Out());
        addDeserializer(Instant.class, new In());
    }

    private static final class Out extends StdScalarSerializer<Instant> {
        private static final long serialVersionUID = 1;

        Out() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }
    }

    private static final class In extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        In() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            var text = in.getValueAsString();
            try {
                return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                        .toInstant();
            } catch (DateTimeException | NullPointerException malformed) {
                return (Instant) context.handleWeirdStringValue(Instant.class, text, "not a time with an offset");
            }
        }
    }
}
