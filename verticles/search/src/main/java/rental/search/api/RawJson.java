package rental.search.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes bytes that are a JSON value in UTF-8 as that value. */
final class RawJson extends JsonSerializer<byte[]> {
    @Override
    public void serialize(byte[] json, JsonGenerator out, SerializerProvider serializers) throws IOException {
        out.writeRawValue(new String(json, StandardCharsets.UTF_8));
    }
}
