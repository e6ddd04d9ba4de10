package rental.notification.channel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Text in the header of a mail, beyond ASCII as encoded words (RFC 2047). The mail client's own writing makes two question marks of
 * each character that takes two {@code char}s, and leaves ASCII alone that looks like an encoded word.
 */
final class HeaderText {
    /** A word takes 64 characters then, and stands in one line with the name of its header. */
    private static final int BYTES_IN_A_WORD = 39;

    private HeaderText() {}

    /** @param text on one line */
    static String encode(String text) {
        return isPlain(text)
                ? text
                : words(text).stream().map(HeaderText::encodedWord).collect(Collectors.joining("\n "));
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~') && !text.contains("=?");
    }

    /** Parts of whole characters. */
    private static List<String> words(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        text.codePoints().mapToObj(Character::toString).forEach(character -> {
            if (bytes(word + character).length > BYTES_IN_A_WORD) {
                words.add(word.toString());
                word.setLength(0);
            }
            word.append(character);
        });
        words.add(word.toString());
        return words;
    }

    private static String encodedWord(String text) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes(text)) + "?=";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
