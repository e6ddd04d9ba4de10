package rental.runtime.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Puts a prefix before the names of all settings of a nested record: {@code BOOKING_} makes {@code DATABASE_URL} its
 * {@code BOOKING_DATABASE_URL}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Prefix {
    String value();

    /** What holds here when nothing is set, where that is not what the record says: {@code PORT=3004}. */
    String[] fallbacks() default {};
}
