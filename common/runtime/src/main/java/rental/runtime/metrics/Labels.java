package rental.runtime.metrics;

import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.stream.IntStream;

/** Names of labels and their values, side by side. */
final class Labels {
    private Labels() {}

    /** @throws IllegalArgumentException unless there is one value for each name */
    static List<Tag> of(List<String> names, List<String> values) {
        if (names.size() != values.size()) {
            throw new IllegalArgumentException("The labels are " + names + ", not " + values);
        }
        return IntStream.range(0, names.size())
                .mapToObj(index -> Tag.of(names.get(index), values.get(index)))
                .toList();
    }
}
