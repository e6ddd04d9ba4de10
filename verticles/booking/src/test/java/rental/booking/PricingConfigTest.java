package rental.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rental.booking.model.Extra;
import rental.runtime.config.Configuration;
import rental.runtime.config.ConfigurationException;

class PricingConfigTest {

    private static PricingConfig read(String... settings) {
        return settings.length == 0
                ? Configuration.read(PricingConfig.class, Map.of())
                : Configuration.read(PricingConfig.class, Map.of(settings[0], settings[1]));
    }

    @Test
    void offersFourExtrasAndNoDiscountUnlessSettled() {
        var rules = read().rules();

        assertThat(rules.extra("child-seat")).map(Extra::label).contains("Child seat");
        assertThat(rules.extra("additional-driver")).isPresent();
        assertThat(rules.extra("gps")).isPresent();
        assertThat(rules.extra("full-cover")).isPresent();
        assertThat(read().discounts()).isEmpty();
        assertThat(read().taxPercent()).isZero();
    }

    @Test
    void readsExtrasByTheDayAndByTheRental() {
        var rules = read("BOOKING_EXTRAS", "ski-rack:rental:15").rules();

        assertThat(rules.extra("ski-rack")).map(Extra::per).contains(Extra.Per.RENTAL);
        assertThat(rules.extra("ski-rack")).map(Extra::price).hasToString("Optional[15.00 USD]");
        assertThat(rules.extra("gps")).isEmpty();
    }

    @Test
    void namesTheSettingThatIsWrong() {
        assertThatThrownBy(() -> read("BOOKING_EXTRAS", "gps:week:5"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("BOOKING_EXTRAS")
                .hasMessageContaining("gps:week:5");
        assertThatThrownBy(() -> read("BOOKING_EXTRAS", "gps:day:0.005")).hasMessageContaining("gps:day:0.005");
        assertThatThrownBy(() -> read("BOOKING_DISCOUNTS", "7:101")).hasMessageContaining("7:101");
        assertThatThrownBy(() -> read("BOOKING_CANCELLATION", "soon")).hasMessageContaining("soon");
    }

    @Test
    void readsTheRestOfTheService() {
        var config = Configuration.read(
                BookingConfig.class,
                Map.of("BOOKING_DATABASE_URL", "postgresql://a:b@localhost/c", "BOOKING_HOLD_TIME", "3m"));

        assertThat(config.holdTime()).isEqualTo(Duration.ofMinutes(3));
        assertThat(config.quoteTime()).isEqualTo(Duration.ofMinutes(15));
        assertThat(config.earliestPickup()).isEqualTo(Duration.ofHours(2));
        assertThat(config.keyLife()).isEqualTo(Duration.ofHours(24));
    }
}
