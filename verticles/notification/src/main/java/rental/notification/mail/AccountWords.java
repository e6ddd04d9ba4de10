package rental.notification.mail;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import rental.contract.auth.MailRequested;

/** What the templates about accounts may name. */
final class AccountWords {
    private AccountWords() {}

    static Map<String, Object> of(Kind kind, MailRequested request, String name, Spoken spoken, Optional<URI> webUrl) {
        var words = new HashMap<String, Object>();
        words.put("name", name);
        words.put("token", request.token().orElse(""));
        words.put("expires", request.expiresAt().map(spoken::time).orElse(""));
        words.put("reason", request.reason().orElse(""));
        words.put(
                "link",
                request.token()
                        .flatMap(token ->
                                webUrl.map(url -> Links.to(url, page(kind) + "?token=" + Links.escaped(token))))
                        .orElse(""));
        return words;
    }

    private static String page(Kind kind) {
        return kind == Kind.PASSWORD_RESET ? "/reset-password" : "/verify-email";
    }
}
