package rental.standalone.document;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import rental.auth.AuthConfig;
import rental.backends.BackendsConfig;
import rental.booking.BookingConfig;
import rental.car.CarConfig;
import rental.gateway.GatewayConfig;
import rental.migrations.MigratorConfig;
import rental.notification.NotificationConfig;
import rental.runtime.config.SettingDescription;
import rental.runtime.launch.ProcessConfig;
import rental.search.SearchConfig;
import rental.standalone.DemoConfig;

/** What can be configured, told from the very records that processes read: as a page, and as a file to start from. */
final class ConfigurationReference {
    /** The settings that belong together, and the records that they are read from. */
    record Section(String title, String introduction, List<Class<? extends Record>> roots) {}

    private record Chapter(String title, String introduction, List<SettingDescription> settings) {}

    private static final Section PROCESS =
            new Section("Every process", "Read by whatever runs, alone or with others.", List.of(ProcessConfig.class));

    /** A service is added here by one line. */
    private static final List<Section> SERVICES = List.of(
            new Section("Gateway", "Read by the gateway.", List.of(GatewayConfig.class)),
            new Section("Auth", "Read by the auth service.", List.of(AuthConfig.class)),
            new Section("Car", "Read by the car service.", List.of(CarConfig.class)),
            new Section("Search", "Read by the search service.", List.of(SearchConfig.class)),
            new Section("Booking", "Read by the booking service.", List.of(BookingConfig.class)),
            new Section("Notification", "Read by the notification service.", List.of(NotificationConfig.class)));

    private static final Section STANDALONE = new Section(
            "Standalone",
            "Read by the process that runs everything, besides all of the above. With `BACKENDS=embedded` or `containers` it"
                    + " knows the addresses of its own databases and search engine, and none need be set.",
            List.of(BackendsConfig.class, DemoConfig.class));

    private static final Section MIGRATOR = new Section(
            "Migrator",
            "Read by the job that brings the databases up to date: the `…_DATABASE_URL` of all four services.",
            List.of(MigratorConfig.class));

    private static final String SHARED = "Read by several of the services below; the same on all of them, as a rule.";

    private static final String HEAD = """
            # Configuration

            Generated from the configuration records in the code; `ConfigurationReferenceTest` fails when it differs, and says how to
            write it anew. `.env.example` holds the same to start from.

            A setting is an environment variable. It can also stand in a properties file that the variable `CONFIG_FILE` names; the
            environment wins over the file. `NAME_FILE` names a file that holds the value of `NAME`, so a secret need not stand in the
            environment; that goes for every setting. A blank value counts as not set.

            A process reads all its settings before it does anything. When some are wrong it names every one of them and ends with
            status 2. Secrets are never logged.

            | Form | Written as |
            |---|---|
            | duration | `500ms`, `30s`, `15m`, `24h`, `7d` |
            | rate | so many in a time, `100/15m`, or `off` |
            | true or false | also `yes`, `on`, `1` and `no`, `off`, `0` |
            | secret | text that is never shown |

            """;

    private ConfigurationReference() {}

    /** Every record that a process reads its settings from. */
    static List<Class<? extends Record>> roots() {
        return sections().flatMap(section -> section.roots().stream()).toList();
    }

    /** The page: {@code docs/configuration.md}. */
    static String page() {
        return HEAD + chapters().stream().map(ConfigurationReference::page).collect(joining("\n"));
    }

    /** The file: {@code .env.example}. */
    static String example() {
        return "# Every setting with what holds when it is not set; docs/configuration.md explains. Generated, as that is.\n\n"
                + chapters().stream().map(ConfigurationReference::example).collect(joining("\n"));
    }

    private static Stream<Section> sections() {
        return Stream.concat(Stream.concat(Stream.of(PROCESS), SERVICES.stream()), Stream.of(MIGRATOR, STANDALONE));
    }

    /** Each setting stands in one chapter: that of all processes, that of several services, or that of its only reader. */
    private static List<Chapter> chapters() {
        var told = new HashSet<String>();
        var chapters = new ArrayList<Chapter>();
        chapters.add(chapter(PROCESS, told));
        chapters.add(new Chapter("Several services", SHARED, shared(told)));
        SERVICES.forEach(section -> chapters.add(chapter(section, told)));
        chapters.add(chapter(MIGRATOR, told));
        chapters.add(chapter(STANDALONE, told));
        return chapters;
    }

    private static Chapter chapter(Section section, Set<String> told) {
        var settings =
                settings(section).filter(setting -> told.add(setting.name())).toList();
        return new Chapter(section.title(), section.introduction(), settings);
    }

    private static List<SettingDescription> shared(Set<String> told) {
        Map<String, List<SettingDescription>> readings = SERVICES.stream()
                .flatMap(section -> settings(section).distinct())
                .collect(groupingBy(SettingDescription::name, LinkedHashMap::new, toList()));
        return readings.values().stream()
                .filter(readers -> readers.size() > 1)
                .map(readers -> readers.get(0))
                .filter(setting -> told.add(setting.name()))
                .toList();
    }

    private static Stream<SettingDescription> settings(Section section) {
        return section.roots().stream().flatMap(root -> SettingDescription.of(root).stream());
    }

    private static String page(Chapter chapter) {
        return "## " + chapter.title() + "\n\n" + chapter.introduction()
                + "\n\n| Setting | When not set | Form | Meaning |\n|---|---|---|---|\n"
                + chapter.settings().stream().map(ConfigurationReference::row).collect(joining());
    }

    private static String row(SettingDescription setting) {
        return "| `" + setting.name() + "` | " + absence(setting) + " | " + form(setting) + " | " + sentence(setting)
                + example(setting) + " |\n";
    }

    private static String absence(SettingDescription setting) {
        if (setting.required()) {
            return "**required**";
        }
        return setting.fallback().isEmpty() ? "–" : code(setting.fallback());
    }

    private static String example(SettingDescription setting) {
        return setting.example().equals(setting.fallback()) ? "" : " Example: " + code(setting.example());
    }

    private static String form(SettingDescription setting) {
        return setting.form() + range(setting);
    }

    private static String range(SettingDescription setting) {
        if (setting.max().isEmpty()) {
            return setting.min().isEmpty() ? "" : ", at least " + setting.min();
        }
        return ", " + setting.min() + " to " + setting.max();
    }

    private static String sentence(SettingDescription setting) {
        return setting.meaning().endsWith(".") ? setting.meaning() : setting.meaning() + ".";
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }

    private static String example(Chapter chapter) {
        return "# ---- " + chapter.title() + "\n\n"
                + chapter.settings().stream().map(ConfigurationReference::entry).collect(joining("\n"));
    }

    /** What a process does not start without stands there to be filled in, the rest as a comment. */
    private static String entry(SettingDescription setting) {
        return "# " + sentence(setting) + " (" + form(setting) + ")\n" + (setting.required() ? "" : "#")
                + setting.name() + "=" + setting.example() + "\n";
    }
}
