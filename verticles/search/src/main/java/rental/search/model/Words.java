package rental.search.model;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Words as they are compared: without case, accents and punctuation. The same folding is applied to what is indexed and
 * to what is asked, so that the search engine only ever sees folded words and needs no analysis of its own.
 */
public final class Words {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{Nd}]+");
    private static final Pattern DIGITS = Pattern.compile("\\p{Nd}+");
    private static final int SHORT_WORD = 3;
    private static final int LONG_WORD = 6;

    /** Letters that Unicode does not take apart into a letter and a mark. */
    private static final Map<String, String> LETTERS = Map.of(
            "ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ð", "d", "ł", "l", "þ", "th", "ı", "i", "ħ", "h");

    private static final Pattern SPECIAL = Pattern.compile(String.join("|", LETTERS.keySet()));

    private Words() {}

    /** The words of a text in their order. */
    public static List<String> of(String text) {
        return BETWEEN_WORDS
                .splitAsStream(fold(text))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The different words of texts. */
    public static List<String> of(Stream<String> texts) {
        return texts.flatMap(text -> of(text).stream()).distinct().toList();
    }

    /** The words of a text, divided by single spaces. */
    public static String line(String text) {
        return String.join(" ", of(text));
    }

    /** How many letters of a word may be wrong: none in a very short one or a number, one in a short one, two in a long one. */
    public static int typos(String word) {
        var length = word.codePointCount(0, word.length());
        if (length < SHORT_WORD || DIGITS.matcher(word).matches()) {
            return 0;
        }
        return length < LONG_WORD ? 1 : 2;
    }

    private static String fold(String text) {
        var apart = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
        var bare = MARKS.matcher(apart).replaceAll("").toLowerCase(Locale.ROOT);
        return SPECIAL.matcher(bare).replaceAll(letter -> LETTERS.get(letter.group()));
    }
}
