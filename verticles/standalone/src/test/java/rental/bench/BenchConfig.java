package rental.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What to measure, from system properties.
 *
 * @param rows ids of rows, or beginnings of them: {@code 3} for all that begin so; empty for all
 * @param time of one round
 * @param warmUp before the first round of each side
 * @param rounds of each side; the median counts
 * @param connections of the load generators
 * @param cars of the fleet that all but the searches run on
 * @param bookings of that fleet
 * @param searchCars the fleets that searches run on
 * @param jvm options of the system's JVM
 * @param jar the system
 * @param folder for what is written meanwhile
 * @param report the page whose measured part is written anew; its picture and its figures lie beside it
 */
record BenchConfig(
        List<String> rows,
        Duration time,
        Duration warmUp,
        int rounds,
        int connections,
        int cars,
        int bookings,
        List<Integer> searchCars,
        List<String> jvm,
        Path jar,
        Path folder,
        Path report) {

    static BenchConfig read() {
        return new BenchConfig(
                list("bench.rows", ""),
                seconds("bench.seconds", 8),
                seconds("bench.warmup", 35),
                Integer.getInteger("bench.rounds", 3),
                Integer.getInteger("bench.connections", 32),
                Integer.getInteger("bench.cars", 2_000),
                Integer.getInteger("bench.bookings", 200_000),
                list("bench.search.cars", "1000,100000").stream()
                        .map(Integer::valueOf)
                        .toList(),
                list("bench.jvm", "-Xmx1g"),
                Path.of(System.getProperty("bench.jar")),
                Path.of(System.getProperty("bench.folder")),
                Path.of(System.getProperty("bench.report")));
    }

    boolean wants(String id) {
        return rows.isEmpty() || rows.stream().anyMatch(id::startsWith);
    }

    private static Duration seconds(String property, int otherwise) {
        return Duration.ofSeconds(Integer.getInteger(property, otherwise));
    }

    private static List<String> list(String property, String otherwise) {
        return Arrays.stream(System.getProperty(property, otherwise).split("[, ]+"))
                .filter(item -> !item.isBlank())
                .toList();
    }
}
