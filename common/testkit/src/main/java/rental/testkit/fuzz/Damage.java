package rental.testkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.random.RandomGenerator;

/** What can go wrong with a JSON document on its way, or be made to: below the level at which values are chosen. */
final class Damage {
    private static final int DEEP = 5_000;
    private static final int ENDS = 4;

    /** Members that are put in front of the others. */
    private static final List<String> MEMBERS = List.of(
            "\"a\":1,\"a\":2,",
            "\"n\":1E-2147483648,",
            "\"n\":1E+2147483648,",
            "\"n\":-0.0000e-99999999999999999999,",
            "\"n\":" + "9".repeat(2_000) + ",",
            "\"\\ud800\":\"\\udfff\\ud83d\",",
            "\"\":{\"\":{\"\":null}},",
            "\"__proto__\":{\"roles\":[\"admin\"]},",
            "\"deep\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + ",",
            "\"deep\":" + "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP) + ",",
            "\"<script>alert(1)</script>\":1,",
            "/* comment */",
            "'single':1,",
            "\"n\":NaN,",
            "\"n\":0x10,");

    /** Bytes that are no UTF-8: a lone one, an overlong slash, half a character, a surrogate. */
    private static final List<byte[]> NO_UTF8 = List.of(
            new byte[] {(byte) 0xff},
            new byte[] {(byte) 0xc0, (byte) 0xaf},
            new byte[] {(byte) 0xe2, (byte) 0x82},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});

    private Damage() {}

    static byte[] to(byte[] document, RandomGenerator random) {
        var text = new String(document, UTF_8);
        return switch (random.nextInt(3 + ENDS)) {
            case 0 -> bytes(text.substring(0, text.length() / 2));
            case 1 -> bytes(text + text);
            case 2 -> bytes("\uFEFF" + text);
            case 3 -> withBytes(document, NO_UTF8.get(random.nextInt(NO_UTF8.size())));
            default -> bytes(text.replaceFirst("\\{", "{" + quoted(MEMBERS.get(random.nextInt(MEMBERS.size())))));
        };
    }

    /** As a replacement text, in which a backslash means something. */
    private static String quoted(String member) {
        return member.replace("\\", "\\\\").replace("$", "\\$");
    }

    private static byte[] withBytes(byte[] document, byte[] wrong) {
        var bytes = document.clone();
        System.arraycopy(wrong, 0, bytes, bytes.length / 2, Math.min(wrong.length, bytes.length - bytes.length / 2));
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
