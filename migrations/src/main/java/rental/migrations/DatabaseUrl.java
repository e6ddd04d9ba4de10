package rental.migrations;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a database is and who asks, in the form all services take it: {@code postgresql://user:password@host:port/database}, with
 * {@code ?name=value} parameters of the driver where wanted. User and password are percent-encoded where they must be.
 */
public record DatabaseUrl(String jdbcUrl, String user, String password) {
    private static final int DEFAULT_PORT = 5432;

    /** @throws IllegalArgumentException when it is of another form; the message does not repeat it, for it holds a password */
    public static DatabaseUrl parse(String url) {
        try {
            var uri = new URI(url);
            if (!"postgresql".equals(uri.getScheme())
                    || uri.getHost() == null
                    || uri.getPath().length() < 2) {
                throw malformed();
            }
            var user = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
            var port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
            var parameters = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            var jdbcUrl = "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getRawPath() + parameters;
            return new DatabaseUrl(jdbcUrl, decoded(user[0]), user.length > 1 ? decoded(user[1]) : "");
        } catch (URISyntaxException e) {
            throw malformed();
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return jdbcUrl + " as " + user;
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("must be like postgresql://user:password@host:port/database");
    }

    /** In this part of a URL a plus is a plus. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
