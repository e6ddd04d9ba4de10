package rental.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The page of the report. What stands between two marks is written by a run; the rest is people's, who say what the figures
 * mean. Beside it lie the picture and the figures themselves, by the same name.
 */
public final class ReportPage {
    private static final String BEGIN = "<!-- measured: written by mvn -Pbench -->";
    private static final String END = "<!-- end of what is measured -->";

    private final Path page;

    public ReportPage(Path page) {
        this.page = page;
    }

    /** What earlier runs have found. */
    public Results results(Machine machine) {
        return Results.read(beside(".json"), machine);
    }

    public void write(Results results) {
        try {
            results.write(beside(".json"));
            Files.writeString(beside(".svg"), Chart.of(results));
            var text = Files.exists(page) ? Files.readString(page) : "# Benchmark\n\n" + BEGIN + "\n" + END + "\n";
            var begin = text.indexOf(BEGIN) + BEGIN.length();
            var measured =
                    "\n\n" + Tables.of(results, beside(".svg").getFileName().toString()) + "\n";
            Files.writeString(page, text.substring(0, begin) + measured + text.substring(text.indexOf(END)));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private Path beside(String ending) {
        return page.resolveSibling(page.getFileName().toString().replace(".md", ending));
    }
}
