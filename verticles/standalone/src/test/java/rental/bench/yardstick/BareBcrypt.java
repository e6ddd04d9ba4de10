package rental.bench.yardstick;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import rental.bench.load.Commands;
import rental.bench.load.LatencyRecord;
import rental.bench.load.Round;

/** Checks a password over and over, on so many threads and nothing else. */
public final class BareBcrypt {
    private static final int COST = 10;
    private static final double NANOS_A_SECOND = 1e9;

    private BareBcrypt() {}

    /** @param arguments threads, seconds, file for the result */
    public static void main(String[] arguments) throws Exception {
        var threads = Integer.parseInt(arguments[0]);
        var begun = System.nanoTime();
        var end = begun + (long) (Long.parseLong(arguments[1]) * NANOS_A_SECOND);
        var workers = Executors.newFixedThreadPool(threads);
        var work = IntStream.range(0, threads)
                .mapToObj(thread -> (Callable<LatencyRecord>) () -> verify(end))
                .collect(Collectors.toList());
        var all = new LatencyRecord();
        for (var done : workers.invokeAll(work)) {
            all.addAll(done.get());
        }
        var seconds = (System.nanoTime() - begun) / NANOS_A_SECOND;
        workers.shutdown();
        var round = Round.of(all.count() / seconds, all.summary(), Map.of("verified", (long) all.count()));
        Commands.write(round, arguments[2]);
    }

    private static LatencyRecord verify(long end) {
        var password = "Password123".toCharArray();
        var hash = BCrypt.withDefaults().hashToChar(COST, password);
        var record = new LatencyRecord();
        while (System.nanoTime() < end) {
            var since = System.nanoTime();
            if (!BCrypt.verifyer().verify(password, hash).verified) {
                throw new IllegalStateException("The password is its own hash's");
            }
            record.add(System.nanoTime() - since);
        }
        return record;
    }
}
