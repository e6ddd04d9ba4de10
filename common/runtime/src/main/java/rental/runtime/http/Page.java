package rental.runtime.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list as it is answered.
 *
 * @param nextCursor written as null on the last page
 */
public record Page<T>(
        List<T> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) Optional<String> nextCursor) {

    public Page {
        items = List.copyOf(items);
    }

    /** A whole list that is never long enough to need a second page. */
    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, Optional.empty());
    }

    /** The same page with its items in another form. */
    public <V> Page<V> map(Function<? super T, V> view) {
        return new Page<>(items.stream().map(view).toList(), nextCursor);
    }
}
