package rental.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    private static final int CARS_OF_A_CITY = 1_000;
    private static final List<Contest> CONTESTS = List.of(
            new ReadingCars.Nothing(),
            new CreatingBookings.OfManyCars(),
            new CreatingBookings.OfOneCar(),
            new ReadingBookings.ById(),
            new ReadingBookings.Availability(),
            new Race(),
            new SigningIn.Alone(),
            new SigningIn.Flood(),
            new ReadingCars.ById(),
            new Overload(),
            new Searches.Suggestions(),
            new Outage(),
            new IndexingLag("5e"));

    private final BenchConfig config;
    private final HttpGenerator http = HttpGenerator.best();
    private final SqlGenerator sql = SqlGenerator.best();
    private final ReportPage page;
    private Results results;

    private BenchMain(BenchConfig config) {
        this.config = config;
        this.page = new ReportPage(config.report());
    }

    public static void main(String[] arguments) {
        new BenchMain(BenchConfig.read()).run();
    }

    /** Whoever interrupts a run leaves no servers behind. */
    private static void closeAtTheEnd(AutoCloseable resource) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                resource.close();
            } catch (Exception stubborn) {
                LOG.warn("Something does not stop", stubborn);
            }
        }));
    }

    private void run() {
        try (var backends = Backends.start(config.folder(), HEAP_MEGABYTES)) {
            closeAtTheEnd(backends);
            results = page.results(
                    Machine.of(backends.postgresVersion(), backends.elasticsearchVersion(), http.name(), sql.name()));
            onFleet(
                    backends,
                    Fleet.of(config.cars(), config.bookings()),
                    CONTESTS.stream()
                            .filter(contest -> config.wants(contest.id()))
                            .toList());
            for (var n = 0; n < config.searchCars().size(); n++) {
                onFleet(
                        backends,
                        Fleet.toSearch(config.searchCars().get(n), CARS_OF_A_CITY),
                        ofFleetToSearch(n)
                                .filter(contest -> config.wants(contest.id()))
                                .toList());
            }
        }
    }

    private Stream<Contest> ofFleetToSearch(int n) {
        return n == 0
                ? Stream.of(new Searches.OfPlaces("5a1", Optional.empty()), new IndexingLag("5c"))
                : Stream.of(new Searches.OfPlaces("5a" + (n + 1), results.row("5a1")));
    }

    private void onFleet(Backends backends, Fleet fleet, List<Contest> contests) {
        if (contests.isEmpty()) {
            return;
        }
        var databases = backends.load(fleet);
        var alone = contests.stream().anyMatch(Contest::needsCopy) ? backends.copy("booking", fleet) : "";
        try (var system = RentalSystem.start(config.jar(), config.jvm(), backends, fleet, databases)) {
            closeAtTheEnd(system);
            var arena = new Arena(config, backends, fleet, system, alone, http, sql);
            for (var contest : contests) {
                LOG.info("Row {}", contest.id());
                results = results.with(contest.run(arena));
                page.write(results);
            }
        }
        backends.drop(fleet);
    }
}
