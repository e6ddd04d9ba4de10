package rental.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.ext.mail.StartTLSOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rental.runtime.config.Configuration;
import rental.runtime.config.Secret;

class SmtpAddressTest {

    @Test
    void readsEveryPart() {
        var address = parse("smtp://us%40er:p%2Bw+d@mail.example.com:2525?starttls=optional");

        assertThat(address.host()).isEqualTo("mail.example.com");
        assertThat(address.port()).isEqualTo(2525);
        assertThat(address.starttls()).isEqualTo(StartTLSOptions.OPTIONAL);
        assertThat(address.credentials().orElseThrow().user()).isEqualTo("us@er");
        assertThat(address.credentials().orElseThrow().password().value()).isEqualTo("p+w+d");
    }

    @Test
    void protectsAPasswordWhenNothingIsSaid() {
        assertThat(parse("smtp://user:secret@host").starttls()).isEqualTo(StartTLSOptions.REQUIRED);
        assertThat(parse("smtp://host").starttls()).isEqualTo(StartTLSOptions.OPTIONAL);
    }

    @Test
    void knowsTheUsualPorts() {
        assertThat(parse("smtp://host").port()).isEqualTo(587);
        assertThat(parse("smtps://host").port()).isEqualTo(465);
        assertThat(parse("smtps://host").implicitTls()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://host",
                "smtp:host",
                "smtp://",
                "smtp://user@host",
                "smtp://host?starttls=maybe",
                "smtp://host?tls=1",
                "smtp://user:hunter2@ho st"
            })
    void refusesWhatIsNoAddressWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must ")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void stopsTheStartWhenItIsWrong() {
        assertThatThrownBy(() -> Configuration.read(SmtpConfig.class, Map.of("SMTP_URL", "mail.example.com")))
                .hasMessageContaining("SMTP_URL");
    }

    private static SmtpAddress parse(String url) {
        return SmtpAddress.parse(new Secret(url));
    }
}
