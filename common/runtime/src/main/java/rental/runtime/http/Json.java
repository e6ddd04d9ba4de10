package rental.runtime.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * JSON as the HTTP contract has it. Reading is strict: no unknown or repeated field, no trailing text, bounded depth
 * and lengths, times only with an offset. Writing leaves absent values out, puts times in UTC and enum constants in
 * kebab case ({@code NO_SHOW} is {@code no-show}).
 */
public final class Json {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER_LENGTH = 100;
    private static final int MAX_NAME_LENGTH = 1_000;
    private static final int MAX_STRING_LENGTH = 2 * 1024 * 1024;

    /** Beyond what any request needs. A mebibyte can hold half a million, which would keep an event loop busy for seconds. */
    private static final long MAX_TOKENS = 20_000;

    private static final JsonMapper MAPPER = mapper();
    private static final ObjectReader TREES = MAPPER.reader().with(factory(MAX_TOKENS));

    private Json() {}

    /** What was to be read is no JSON, or not of the form asked for. The message is fit for the client. */
    public static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String pointer;

        Unreadable(String pointer, String message, Throwable cause) {
            super(message, cause);
            this.pointer = pointer;
        }

        /** A JSON pointer to the value at fault; empty for the whole document. */
        public String pointer() {
            return pointer;
        }
    }

    /** @throws Unreadable when the document does not make such a value */
    public static <T> T read(byte[] document, Class<T> type) {
        try {
            return MAPPER.readValue(document, type);
        } catch (JsonMappingException mismatch) {
            throw new Unreadable(pointer(mismatch), "has a value that is not accepted", mismatch);
        } catch (IOException | NumberFormatException malformed) {
            throw malformed(malformed);
        }
    }

    /** @throws Unreadable when the document does not make such a value */
    public static <T> T read(JsonNode document, Class<T> type) {
        try {
            return MAPPER.treeToValue(document, type);
        } catch (JsonMappingException mismatch) {
            throw new Unreadable(pointer(mismatch), "has a value that is not accepted", mismatch);
        } catch (JsonProcessingException malformed) {
            throw malformed(malformed);
        }
    }

    /**
     * Reads what this system itself wrote, such as an event: fields that only a newer version knows are passed over.
     *
     * @throws Unreadable when the document does not make such a value
     */
    public static <T> T readOwn(String document, Class<T> type) {
        try {
            return MAPPER.readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(document);
        } catch (JsonMappingException mismatch) {
            throw new Unreadable(pointer(mismatch), "has a value that is not accepted", mismatch);
        } catch (JsonProcessingException malformed) {
            throw malformed(malformed);
        }
    }

    /** @throws Unreadable when the bytes are no JSON document in UTF-8, or one of too many values */
    public static JsonNode tree(byte[] document) {
        if (isOfWiderUnits(document)) {
            throw malformed(null);
        }
        try {
            return TREES.readTree(document);
        } catch (IOException | NumberFormatException malformed) {
            throw malformed(malformed);
        }
    }

    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static JsonMapper mapper() {
        return JsonMapper.builder(factory(Long.MAX_VALUE))
                .addModules(new Jdk8Module(), new JavaTimeModule(), new WireTimes(), new WireNumbers())
                .annotationIntrospector(new WireNames())
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
    }

    /** Names are not interned: the JVM's table of strings is no place for those that clients make up. */
    private static JsonFactory factory(long mostTokens) {
        return new JsonFactoryBuilder()
                .characterEscapes(new MarkupEscapes())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxNameLength(MAX_NAME_LENGTH)
                        .maxStringLength(MAX_STRING_LENGTH)
                        .maxTokenCount(mostTokens)
                        .build())
                .build();
    }

    /** UTF-16 and UTF-32, which Jackson takes, too: their first character has a byte that is zero, or is a byte order mark. */
    private static boolean isOfWiderUnits(byte[] document) {
        return document.length > 1
                && (document[0] == 0 || document[1] == 0 || document[0] == (byte) 0xfe || document[0] == (byte) 0xff);
    }

    /** @param cause also what Jackson lets through: an exponent that no number has room for */
    private static Unreadable malformed(Exception cause) {
        return new Unreadable("", "is not a well-formed JSON document in UTF-8", cause);
    }

    private static String pointer(JsonMappingException mismatch) {
        var pointer = new StringBuilder();
        for (var step : mismatch.getPath()) {
            pointer.append('/').append(step.getFieldName() == null ? step.getIndex() : escaped(step.getFieldName()));
        }
        return pointer.toString();
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
