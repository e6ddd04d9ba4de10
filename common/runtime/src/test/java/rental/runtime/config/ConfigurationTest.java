package rental.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    private static final Map<String, String> ENOUGH = Map.of("SHOP_STORE_URL", "postgresql://shop:secret@db/shop");

    private enum Colour {
        RED,
        BLUE
    }

    private record StoreConfig(
            @Setting(name = "STORE_URL", meaning = "Where the goods are.", example = "postgresql://u:p@db/shop")
            Secret url,

            @Setting(
                    name = "STORE_PATIENCE",
                    fallback = "2s",
                    min = "100ms",
                    max = "1m",
                    meaning = "How long to wait for goods.")
            Duration patience) {}

    private record ShopConfig(
            @Setting(name = "SHOP_PORT", fallback = "8080", min = "0", max = "65535", meaning = "The port.")
            int port,

            @Setting(name = "SHOP_COLOUR", fallback = "red", meaning = "The colour of the door.")
            Colour colour,

            @Setting(name = "SHOP_OPEN", fallback = "yes", meaning = "Whether it is open.")
            boolean open,

            @Setting(name = "SHOP_LIMIT", fallback = "100/15m", meaning = "Customers let in.")
            Rate limit,

            @Setting(name = "SHOP_STREETS", meaning = "Streets served.", example = "Main Street,High Street")
            List<String> streets,

            @Setting(name = "SHOP_SHELVES", min = "1", meaning = "How many shelves.", example = "12")
            Optional<Integer> shelves,

            @Prefix("SHOP_") StoreConfig store) {

        private ShopConfig {
            if (!open && !streets.isEmpty()) {
                throw new IllegalArgumentException("a closed shop serves no street");
            }
        }
    }

    @Test
    void takesWhatTheRecordFallsBackOnWhenNothingIsSet() {
        var shop = Configuration.read(ShopConfig.class, ENOUGH);

        assertThat(shop)
                .isEqualTo(new ShopConfig(
                        8080,
                        Colour.RED,
                        true,
                        new Rate(100, Duration.ofMinutes(15)),
                        List.of(),
                        Optional.empty(),
                        new StoreConfig(new Secret("postgresql://shop:secret@db/shop"), Duration.ofSeconds(2))));
    }

    private record BranchConfig(
            @Prefix(value = "BRANCH_", fallbacks = "STORE_PATIENCE=5s")
            StoreConfig store) {}

    @Test
    void fallsBackOnWhatTheOuterRecordSaysOfItsPart() {
        var url = Map.of("BRANCH_STORE_URL", "postgresql://b:secret@db/branch");

        assertThat(Configuration.read(BranchConfig.class, url).store().patience())
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(SettingDescription.of(BranchConfig.class))
                .filteredOn(setting -> setting.name().equals("BRANCH_STORE_PATIENCE"))
                .singleElement()
                .satisfies(setting -> assertThat(setting.fallback()).isEqualTo("5s"));
    }

    @Test
    void readsEveryKindOfValue() {
        var shop = Configuration.read(
                ShopConfig.class,
                with(Map.of(
                        "SHOP_PORT", "9090",
                        "SHOP_COLOUR", "BLUE",
                        "SHOP_LIMIT", "off",
                        "SHOP_STREETS", "Main Street, High Street,",
                        "SHOP_SHELVES", "12",
                        "SHOP_STORE_PATIENCE", "500ms")));

        assertThat(shop.port()).isEqualTo(9090);
        assertThat(shop.colour()).isEqualTo(Colour.BLUE);
        assertThat(shop.limit().limited()).isEmpty();
        assertThat(shop.streets()).containsExactly("Main Street", "High Street");
        assertThat(shop.shelves()).contains(12);
        assertThat(shop.store().patience()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void tellsAllFaultsAtOnceEachWithItsKey() {
        assertThatThrownBy(() -> Configuration.read(
                        ShopConfig.class,
                        Map.of(
                                "SHOP_PORT", "many",
                                "SHOP_COLOUR", "green",
                                "SHOP_LIMIT", "100",
                                "SHOP_SHELVES", "0",
                                "SHOP_STORE_PATIENCE", "2h")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SHOP_PORT: must be a whole number, not 'many'")
                .hasMessageContaining("SHOP_COLOUR: must be one of red, blue, not 'green'")
                .hasMessageContaining("SHOP_LIMIT: must be off or a rate such as 100/15m, not '100'")
                .hasMessageContaining("SHOP_SHELVES: must be at least 1")
                .hasMessageContaining("SHOP_STORE_URL: is required: Where the goods are.")
                .hasMessageContaining("SHOP_STORE_PATIENCE: must be at most 1m");
    }

    @Test
    void tellsFaultsOfAllRecordsTogether() {
        var configuration = Configuration.of(Map.of("SHOP_PORT", "-1"));
        configuration.bind(ShopConfig.class);
        configuration.with(Map.of("STORE_URL", "x", "STORE_PATIENCE", "1ms")).bind(StoreConfig.class);

        assertThatThrownBy(configuration::check)
                .hasMessageContaining("SHOP_PORT: must be at least 0")
                .hasMessageContaining("STORE_PATIENCE: must be at least 100ms");
    }

    @Test
    void tellsWhichSettingsTogetherAreAtFault() {
        assertThatThrownBy(() -> Configuration.read(
                        ShopConfig.class, with(Map.of("SHOP_OPEN", "no", "SHOP_STREETS", "Main Street"))))
                .hasMessageContaining("SHOP_OPEN")
                .hasMessageContaining("a closed shop serves no street");
    }

    @Test
    void readsAValueFromTheFileThatIsNamed(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("url"), "postgresql://shop:from-a-file@db/shop\n");

        var shop = Configuration.read(ShopConfig.class, Map.of("SHOP_STORE_URL_FILE", file.toString()));

        assertThat(shop.store().url().value()).isEqualTo("postgresql://shop:from-a-file@db/shop");
    }

    @Test
    void namesTheSettingWhoseFileCannotBeRead(@TempDir Path folder) {
        var missing = folder.resolve("missing").toString();

        assertThatThrownBy(() -> Configuration.read(ShopConfig.class, Map.of("SHOP_STORE_URL_FILE", missing)))
                .hasMessageContaining("SHOP_STORE_URL: cannot read the file " + missing);
    }

    @Test
    void letsTheEnvironmentWinOverTheConfigurationFile(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("shop.properties"), "SHOP_PORT=1000\nSHOP_COLOUR=blue\n");

        var shop =
                Configuration.read(ShopConfig.class, with(Map.of("CONFIG_FILE", file.toString(), "SHOP_PORT", "2000")));

        assertThat(shop.port()).isEqualTo(2000);
        assertThat(shop.colour()).isEqualTo(Colour.BLUE);
    }

    @Test
    void namesAConfigurationFileThatCannotBeReadAmongAllFaults(@TempDir Path folder) {
        var missing = folder.resolve("missing.properties").toString();

        assertThatThrownBy(() ->
                        Configuration.read(ShopConfig.class, with(Map.of("CONFIG_FILE", missing, "SHOP_PORT", "many"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("CONFIG_FILE: cannot read the file " + missing)
                .hasMessageContaining("SHOP_PORT: must be a whole number");
    }

    @Test
    void namesAConfigurationFileThatIsNoSuchFile(@TempDir Path folder) throws IOException {
        var binary = Files.write(folder.resolve("binary"), new byte[] {'A', '=', (byte) 0xc3, (byte) 0x28});
        var malformed = Files.writeString(folder.resolve("malformed"), "SHOP_COLOUR=\\u00zz");

        assertThat(List.of(folder, binary, malformed))
                .allSatisfy(file -> assertThatThrownBy(() ->
                                Configuration.read(ShopConfig.class, with(Map.of("CONFIG_FILE", file.toString()))))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("CONFIG_FILE: "));
    }

    @Test
    void takesABlankValueForNone() {
        assertThat(Configuration.read(ShopConfig.class, with(Map.of("SHOP_PORT", "  ")))
                        .port())
                .isEqualTo(8080);
    }

    @Test
    void neverShowsASecret() {
        var shop = Configuration.read(ShopConfig.class, ENOUGH);
        var refused = catchThrowable(
                () -> Configuration.read(ShopConfig.class, with(Map.of("SHOP_STORE_PATIENCE", "never"))));

        assertThat(shop.toString()).contains("***").doesNotContain("secret");
        assertThat(refused).hasMessageNotContaining("secret");
    }

    @Test
    void describesEverySettingWithItsWholeName() {
        assertThat(SettingDescription.of(ShopConfig.class))
                .extracting(SettingDescription::name)
                .containsExactly(
                        "SHOP_PORT",
                        "SHOP_COLOUR",
                        "SHOP_OPEN",
                        "SHOP_LIMIT",
                        "SHOP_STREETS",
                        "SHOP_SHELVES",
                        "SHOP_STORE_URL",
                        "SHOP_STORE_PATIENCE");
    }

    @Test
    void describesFormNeedAndSecrecy() {
        var settings = SettingDescription.of(ShopConfig.class);

        assertThat(settings)
                .extracting(SettingDescription::form)
                .containsExactly(
                        "whole number",
                        "one of red, blue",
                        "true or false",
                        "rate",
                        "list of text, separated by commas",
                        "whole number",
                        "secret",
                        "duration");
        assertThat(settings)
                .filteredOn(SettingDescription::required)
                .singleElement()
                .satisfies(url -> assertThat(url.secret()).isTrue())
                .satisfies(url -> assertThat(url.example()).isEqualTo("postgresql://u:p@db/shop"));
    }

    private static Map<String, String> with(Map<String, String> more) {
        var all = new HashMap<>(ENOUGH);
        all.putAll(more);
        return all;
    }
}
