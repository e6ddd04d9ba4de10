package rental.notification.mail;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The words of the mails: a folder for each locale, in it {@code KIND.txt} (its first line is {@code Subject: …}, then a
 * blank one) and {@code KIND.html} for every kind, and {@code layout-head.html} and {@code layout-foot.html} around each
 * HTML. All are compiled when loaded. What is put in is escaped in HTML and stands as it is in text.
 */
public final class Templates {
    private static final String SHIPPED = "/templates/";
    private static final String FALLBACK = "en";
    private static final String SUBJECT = "Subject: ";

    private final Map<String, Map<Kind, Words>> locales;

    private Templates(Map<String, Map<Kind, Words>> locales) {
        this.locales = Map.copyOf(locales);
    }

    /** The words of one mail. @param subject on one line */
    public record Letter(String subject, String text, String html) {}

    private record Words(Template subject, Template text, Template html) {}

    /**
     * Reads and compiles all templates. Blocks.
     *
     * @param folder more locales' folders, over those that are shipped
     * @throws IllegalArgumentException naming the file that is missing or at fault
     */
    public static Templates load(Optional<Path> folder) {
        var locales = new HashMap<String, Map<Kind, Words>>();
        shippedLocales()
                .forEach(locale -> locales.put(locale, locale(name -> resource(SHIPPED + locale + "/" + name))));
        folder.ifPresent(own -> foldersIn(own)
                .forEach(locale -> locales.put(
                        normal(locale.getFileName().toString()), locale(name -> read(locale.resolve(name))))));
        return new Templates(locales);
    }

    /** @param values what the templates name; a missing one that is not a section's is a bug and throws */
    public Letter write(Kind kind, Locale locale, Map<String, Object> values) {
        var words = wordsFor(locale).get(kind);
        return new Letter(
                oneLine(words.subject().execute(values)),
                words.text().execute(values),
                words.html().execute(values));
    }

    /** @return the subject alone, on one line */
    public String subject(Kind kind, Locale locale, Map<String, Object> values) {
        return oneLine(wordsFor(locale).get(kind).subject().execute(values));
    }

    /** The locale whose words a reader gets: the one asked for, its language, or English. */
    public Locale closest(Locale locale) {
        return Locale.forLanguageTag(Stream.of(locale.toLanguageTag(), locale.getLanguage())
                .map(Templates::normal)
                .filter(locales::containsKey)
                .findFirst()
                .map(found -> locale.toLanguageTag())
                .orElse(FALLBACK));
    }

    private Map<Kind, Words> wordsFor(Locale locale) {
        return Stream.of(locale.toLanguageTag(), locale.getLanguage(), FALLBACK)
                .map(Templates::normal)
                .map(locales::get)
                .filter(words -> words != null)
                .findFirst()
                .orElseThrow();
    }

    private static Map<Kind, Words> locale(UnaryOperator<String> files) {
        var words = new EnumMap<Kind, Words>(Kind.class);
        for (var kind : Kind.values()) {
            words.put(kind, compile(kind.wireName(), files));
        }
        return words;
    }

    private static Words compile(String name, UnaryOperator<String> files) {
        var compiler = Mustache.compiler()
                .emptyStringIsFalse(true)
                .withLoader(partial -> new StringReader(files.apply(partial)));
        var plain = compiler.withEscaper(Escapers.NONE);
        var text = files.apply(name + ".txt");
        var end = text.indexOf("\n\n");
        if (!text.startsWith(SUBJECT) || end < 0) {
            throw new IllegalArgumentException(name + ".txt must begin with '" + SUBJECT + "…' and a blank line");
        }
        return new Words(
                plain.compile(text.substring(SUBJECT.length(), end)),
                plain.compile(text.substring(end + 2)),
                compiler.escapeHTML(true).compile(files.apply(name + ".html")));
    }

    private static List<String> shippedLocales() {
        return resource(SHIPPED + "locales").lines().map(Templates::normal).toList();
    }

    private static String resource(String path) {
        try (var stream = Templates.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalArgumentException("There is no mail template " + path);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("There is no mail template " + file, unreadable);
        }
    }

    private static List<Path> foldersIn(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).toList();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("The folder of mail templates cannot be read: " + folder, unreadable);
        }
    }

    private static String normal(String locale) {
        return locale.strip().toLowerCase(Locale.ROOT);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
