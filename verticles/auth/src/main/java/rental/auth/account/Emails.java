package rental.auth.account;

import java.text.Normalizer;
import java.util.Locale;

/** Email addresses as they compare: without case, and whichever way an accent was typed. */
public final class Emails {
    private Emails() {}

    public static String key(String email) {
        return Normalizer.normalize(email, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
