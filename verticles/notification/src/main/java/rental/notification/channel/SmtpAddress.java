package rental.notification.channel;

import static java.util.Objects.requireNonNull;

import io.vertx.ext.mail.StartTLSOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import rental.runtime.config.Secret;

/**
 * Where the mail server is and how to speak to it, from {@code smtp://user:password@host:port?starttls=required}. The
 * user and the password are percent-encoded. {@code smtps} speaks TLS from the start. Without {@code starttls},
 * encryption is required when there is a password to protect, and used when offered otherwise.
 *
 * @param implicitTls whether TLS begins with the connection
 * @param starttls whether a plain connection is upgraded
 */
public record SmtpAddress(
        String host, int port, boolean implicitTls, StartTLSOptions starttls, Optional<Credentials> credentials) {
    private static final int SUBMISSION = 587;
    private static final int SUBMISSION_OVER_TLS = 465;
    private static final String STARTTLS = "starttls=";
    private static final String FORM = "must be like smtp://user:password@host:port?starttls=required";

    /** Who sends. */
    public record Credentials(String user, Secret password) {}

    public SmtpAddress {
        requireNonNull(host);
        requireNonNull(starttls);
        requireNonNull(credentials);
    }

    /** @throws IllegalArgumentException with a clause that says what is expected; it does not repeat the secret */
    public static SmtpAddress parse(Secret url) {
        var uri = uri(url);
        var scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("smtp") || scheme.equals("smtps"))) {
            throw new IllegalArgumentException(FORM);
        }
        var implicitTls = scheme.equals("smtps");
        var credentials = Optional.ofNullable(uri.getRawUserInfo()).map(SmtpAddress::credentials);
        var port = uri.getPort() > 0 ? uri.getPort() : implicitTls ? SUBMISSION_OVER_TLS : SUBMISSION;
        return new SmtpAddress(
                uri.getHost(), port, implicitTls, starttls(uri, implicitTls, credentials.isPresent()), credentials);
    }

    private static URI uri(Secret url) {
        try {
            return new URI(url.value());
        } catch (URISyntaxException malformed) {
            // Without the cause: its message repeats the password.
            throw new IllegalArgumentException(FORM);
        }
    }

    private static Credentials credentials(String userInfo) {
        var colon = userInfo.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(FORM);
        }
        return new Credentials(
                decoded(userInfo.substring(0, colon)), new Secret(decoded(userInfo.substring(colon + 1))));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static StartTLSOptions starttls(URI uri, boolean implicitTls, boolean hasPassword) {
        if (implicitTls) {
            return StartTLSOptions.DISABLED;
        }
        if (uri.getRawQuery() == null) {
            return hasPassword ? StartTLSOptions.REQUIRED : StartTLSOptions.OPTIONAL;
        }
        if (!uri.getRawQuery().startsWith(STARTTLS)) {
            throw new IllegalArgumentException(FORM);
        }
        return switch (uri.getRawQuery().substring(STARTTLS.length())) {
            case "required" -> StartTLSOptions.REQUIRED;
            case "optional" -> StartTLSOptions.OPTIONAL;
            case "disabled" -> StartTLSOptions.DISABLED;
            default -> throw new IllegalArgumentException("must say starttls=required, optional or disabled");
        };
    }
}
