package rental.notification.mail;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import rental.runtime.config.Setting;

/**
 * How mails are made.
 *
 * @param from an address, alone or as {@code Name <address>}
 * @param webUrl where the installation's pages are; without it mails name codes instead of links
 * @param templates more locales' folders, see {@link Templates}
 */
public record MailConfig(
        @Setting(
                name = "MAIL_FROM",
                fallback = "Car Rental <no-reply@localhost>",
                meaning = "The sender of mails: an address, or a name and an address in angle brackets.",
                example = "Car Rental <no-reply@example.com>")
        String from,

        @Setting(
                name = "WEB_URL",
                meaning = "Where the pages are that links in mails lead to; without it mails carry codes only.",
                example = "https://rental.example.com")
        Optional<URI> webUrl,

        @Setting(
                name = "MAIL_TEMPLATES",
                meaning = "A folder with a folder of mail templates for each further locale.",
                example = "/etc/rental/templates")
        Optional<Path> templates) {
    private static final Pattern ADDRESS = Pattern.compile("(?:[^<>\"\\p{Cntrl}]*<)?([^<>\\s@]+@([^<>\\s@]+))>?");

    public MailConfig {
        if (!ADDRESS.matcher(from).matches()) {
            throw new IllegalArgumentException("MAIL_FROM must be an address or 'Name <address>'");
        }
    }

    /** The bare address of the sender. */
    public String fromAddress() {
        return fromPart(1);
    }

    /** The domain that the sender's Message-IDs are made in. */
    public String fromDomain() {
        return fromPart(2);
    }

    private String fromPart(int group) {
        var parts = ADDRESS.matcher(from);
        if (!parts.matches()) {
            throw new IllegalStateException("Checked when made");
        }
        return parts.group(group);
    }
}
