package rental.bench;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.bench.load.HttpGenerator;
import rental.bench.load.SqlGenerator;
import rental.bench.report.Machine;
import rental.bench.report.ReportPage;
import rental.bench.report.Results;
import rental.bench.servers.Backends;
import rental.bench.servers.Fleet;
import rental.bench.servers.RentalSystem;

/** Brings everything up, runs the contests that are wanted, and writes the report after each. */
public final class BenchMain {
    private static final Logger LOG = LoggerFactory.getLogger(BenchMain.class);
    private static final int HEAP_MEGABYTES = 512;
    private static final List<Contest> CONTESTS = List.of(
            new CreatingBookings.OfManyCars(),
            new CreatingBookings.OfOneCar(),
            new ReadingBookings.ById(),
            new ReadingBookings.Availability());

    private final BenchConfig config;
    private final HttpGenerator http = HttpGenerator.best();
    private final SqlGenerator sql = SqlGenerator.best();
    private final ReportPage page;

    private BenchMain(BenchConfig config) {
        this.config = config;
        this.page = new ReportPage(config.report());
    }

    public static void main(String[] arguments) {
        new BenchMain(BenchConfig.read()).run();
    }

    private void run() {
        try (var backends = Backends.start(config.folder(), HEAP_MEGABYTES)) {
            var results = page.results(
                    Machine.of(backends.postgresVersion(), backends.elasticsearchVersion(), http.name(), sql.name()));
            onOneFleet(backends, results);
        }
    }

    private void onOneFleet(Backends backends, Results before) {
        var wanted =
                CONTESTS.stream().filter(contest -> config.wants(contest.id())).toList();
        if (wanted.isEmpty()) {
            return;
        }
        var fleet = Fleet.of(config.cars(), config.bookings());
        var databases = backends.load(fleet);
        var alone = backends.copy("booking", fleet);
        try (var system = RentalSystem.start(config.jar(), config.jvm(), backends, fleet, databases)) {
            var arena = new Arena(config, backends, fleet, system, alone, http, sql);
            var results = before;
            for (var contest : wanted) {
                LOG.info("Row {}", contest.id());
                results = results.with(contest.run(arena));
                page.write(results);
            }
        }
    }
}
