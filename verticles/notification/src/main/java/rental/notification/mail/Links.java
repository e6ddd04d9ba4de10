package rental.notification.mail;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses of the installation's pages. */
final class Links {
    private Links() {}

    static String to(URI web, String page) {
        var base = web.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + page;
    }

    static String escaped(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
