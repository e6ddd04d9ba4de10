package rental.runtime.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.NumberDeserializers;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/** Whole numbers however they are written, as JSON Schema counts them: {@code 5.0} is 5. Nothing is rounded. */
final class WireNumbers extends SimpleModule {
    private static final long serialVersionUID = 1;

    WireNumbers() {
        addDeserializer(int.class, new Whole(int.class));
        addDeserializer(Integer.class, new Whole(Integer.class));
    }

    private static final class Whole extends StdScalarDeserializer<Integer> {
        private static final long serialVersionUID = 1;
        private final transient JsonDeserializer<?> usual;

        Whole(Class<Integer> type) {
            super(type);
            usual = NumberDeserializers.find(type, type.getName());
        }

        @Override
        public Integer deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (!in.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
                return (Integer) usual.deserialize(in, context);
            }
            try {
                return in.getDecimalValue().intValueExact();
            } catch (ArithmeticException fraction) {
                return (Integer)
                        context.handleWeirdNumberValue(handledType(), in.getDecimalValue(), "not a whole number");
            }
        }

        @Override
        public Integer getNullValue(DeserializationContext context) throws JsonMappingException {
            return (Integer) usual.getNullValue(context);
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) throws JsonMappingException {
            return usual.getAbsentValue(context);
        }
    }
}
