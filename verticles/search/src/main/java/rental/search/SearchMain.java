package rental.search;

import java.util.List;
import rental.runtime.config.Configuration;
import rental.runtime.launch.Launcher;
import rental.runtime.launch.Unit;
import rental.runtime.launch.VerticleGroup;

/** Runs the search service as a process of its own. */
public final class SearchMain {
    private static final int CLUSTER_PORT = 15704;

    private SearchMain() {}

    public static void main(String[] arguments) {
        Launcher.of(new VerticleGroup("search", CLUSTER_PORT, SearchMain::units))
                .run(System.getenv());
    }

    /** The search service's verticles as its configuration has them; none when something in it is at fault. */
    public static List<Unit> units(Configuration configuration) {
        return configuration.bind(SearchConfig.class).stream()
                .map(config -> new Unit(
                        "search",
                        () -> new SearchVerticle(config),
                        config.service().instances()))
                .toList();
    }
}
