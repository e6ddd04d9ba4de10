package rental.standalone.document;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rental.runtime.config.Configuration;
import rental.runtime.config.SettingDescription;

/**
 * Keeps the written reference and the code the same. After a change of a setting, write the files anew:
 *
 * <pre>mvn -pl verticles/standalone -am test -Dtest=ConfigurationReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dconfiguration.write=true</pre>
 */
class ConfigurationReferenceTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final String HOW_TO_MEND = "write it anew as the comment on this test says";

    @Test
    void thePageTellsWhatTheCodeReads() throws IOException {
        assertWritten("docs/configuration.md", ConfigurationReference.page());
    }

    @Test
    void theExampleFileHoldsWhatTheCodeReads() throws IOException {
        assertWritten(".env.example", ConfigurationReference.example());
    }

    @Test
    void aSettingThatSeveralRecordsReadIsTheSameInAll() {
        var differing = ConfigurationReference.roots().stream()
                .flatMap(root -> SettingDescription.of(root).stream())
                .collect(groupingBy(SettingDescription::name, mapping(ConfigurationReferenceTest::substance, toSet())))
                .values()
                .stream()
                .filter(readings -> readings.size() > 1);

        assertThat(differing).isEmpty();
    }

    @Test
    void everySettingShowsHowItIsWritten() {
        var mute = ConfigurationReference.roots().stream()
                .flatMap(root -> SettingDescription.of(root).stream())
                .filter(setting -> setting.form() == null || setting.example().isBlank())
                .map(SettingDescription::name);

        assertThat(mute).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rental.standalone.document.ConfigurationReference#roots")
    void startsWithTheExamples(Class<? extends Record> root) {
        assertThatCode(() -> Configuration.read(root, examples(root))).doesNotThrowAnyException();
    }

    /** Whether it is required may differ: a process may know better than to be told. */
    private static List<String> substance(SettingDescription setting) {
        return List.of(
                setting.name(), setting.form(), setting.fallback(), setting.min(), setting.max(), setting.meaning());
    }

    private static Map<String, String> examples(Class<? extends Record> root) {
        var examples = SettingDescription.of(root).stream()
                .collect(toMap(SettingDescription::name, SettingDescription::example, (one, same) -> one));
        return new HashMap<>(examples);
    }

    private static void assertWritten(String name, String content) throws IOException {
        var file = ROOT.resolve(name);
        if (Boolean.getBoolean("configuration.write")) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, content);
        }
        assertThat(file).as(HOW_TO_MEND).exists().content().isEqualTo(content);
    }
}
