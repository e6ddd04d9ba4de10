package rental.runtime.http;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;

/** Writes what could be taken for markup as escapes: a document stays harmless wherever somebody puts it. */
final class MarkupEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1;
    private static final int[] ESCAPES = escapes();

    @Override
    public int[] getEscapeCodesForAscii() {
        return ESCAPES.clone();
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
        return null;
    }

    private static int[] escapes() {
        var escapes = CharacterEscapes.standardAsciiEscapesForJSON();
        for (var character : "<>&".toCharArray()) {
            escapes[character] = CharacterEscapes.ESCAPE_STANDARD;
        }
        return escapes;
    }
}
