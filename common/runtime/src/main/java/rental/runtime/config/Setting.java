package rental.runtime.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the setting that a component of a configuration record is read from. A component without it must be a record
 * itself, which is read in its place (see {@link Prefix}). The record's constructor checks values by throwing
 * {@link IllegalArgumentException}; a component of type {@link java.util.Optional} may be absent.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** The environment variable, and the key in files: {@code GATEWAY_PORT}. With {@code _FILE} behind it: a file that holds the value. */
    String name();

    /** What holds when nothing is set, in its written form; empty when the setting is required or optional. */
    String fallback() default "";

    /** What it means, for the reference: one sentence, with the unit. */
    String meaning();

    /** A value as it could be written, for the reference, when the fallback does not show the form. */
    String example() default "";

    /** The smallest number or duration, in its written form, that is taken. */
    String min() default "";

    /** The largest number or duration, in its written form, that is taken. */
    String max() default "";
}
