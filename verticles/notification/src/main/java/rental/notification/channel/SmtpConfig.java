package rental.notification.channel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import rental.runtime.config.Secret;
import rental.runtime.config.Setting;

/**
 * The mail server.
 *
 * @param url see {@link SmtpAddress}; without it mails go to the log
 * @param connections how many mails one verticle instance sends at a time
 */
public record SmtpConfig(
        @Setting(
                name = "SMTP_URL",
                meaning = "The mail server; without it mails are written to the log.",
                example = "smtp://user:password@mail.example.com:587?starttls=required")
        Optional<Secret> url,

        @Setting(
                name = "SMTP_CA_FILE",
                meaning = "Certificates (PEM) that the mail server's may be signed by, in place of the usual ones.",
                example = "/etc/rental/mail-ca.pem")
        Optional<Path> certificates,

        @Setting(
                name = "SMTP_CONNECTIONS",
                fallback = "4",
                min = "1",
                max = "100",
                meaning = "How many mails one verticle instance sends at a time, each on a connection of its own.")
        int connections,

        @Setting(
                name = "SMTP_TIMEOUT",
                fallback = "30s",
                min = "1s",
                max = "10m",
                meaning = "How long sending one mail may take.")
        Duration timeout) {

    public SmtpConfig {
        url.ifPresent(SmtpAddress::parse);
    }

    /** Where the mail server is, when there is one. */
    public Optional<SmtpAddress> address() {
        return url.map(SmtpAddress::parse);
    }
}
