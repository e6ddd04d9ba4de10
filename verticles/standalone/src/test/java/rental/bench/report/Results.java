package rental.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The latest figures of every row. A run that measures some rows leaves the others as they were, each with its day.
 *
 * @param machine of the last run
 */
public record Results(Machine machine, List<Row> rows) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public Results {
        rows = rows.stream().sorted(Comparator.comparing(Row::id)).toList();
    }

    public static Results read(Path file, Machine machine) {
        try {
            return Files.exists(file)
                    ? new Results(
                            machine,
                            JSON.readValue(file.toFile(), Results.class).rows())
                    : new Results(machine, List.of());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public Optional<Row> row(String id) {
        return rows.stream().filter(row -> row.id().equals(id)).findFirst();
    }

    public Results with(Row row) {
        var all = new ArrayList<>(rows);
        all.removeIf(old -> old.id().equals(row.id()));
        all.add(row);
        return new Results(machine, all);
    }

    public void write(Path file) {
        try {
            JSON.writeValue(file.toFile(), this);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
