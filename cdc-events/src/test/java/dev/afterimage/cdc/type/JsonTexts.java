package dev.afterimage.cdc.type;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Random JSON text, with all the freedoms that JSON leaves to its writer, and random damage to it. */
public final class JsonTexts {
    private static final String[] NUMBERS = {
        "0",
        "-0",
        "1",
        "-17",
        "9223372036854775807",
        "123456789012345678901234567890",
        "1.50",
        "-0.0",
        "1e5",
        "2E-3",
        "1.7976931348623157e308",
        "1e400",
        "0.1"
    };
    private static final String[] STRINGS = {
        "",
        "a",
        "caf\u00e9",
        "\u4f60\u597d",
        "\uD83D\uDE00",
        "\\n",
        "\\u0041",
        "\\\"",
        "\\\\",
        "\\/",
        "\\uD83D\\uDE00",
        "\\u0000",
        "x".repeat(40),
        "\u007f",
        "\u2028",
        "infinity"
    };
    private static final String DAMAGE = "{}[]\",:\\ 0-.eEntfu\n\t\0/'";

    private JsonTexts() {}

    /** A value of any kind, nested a little. */
    public static String value(Random random, int depth) {
        StringBuilder text = new StringBuilder();
        value(text, random, depth);
        return text.toString();
    }

    /** The text's UTF-8, with a few bytes changed, put in, taken out or cut off. */
    public static byte[] damaged(Random random, byte[] text) {
        byte[] bytes = text.clone();
        for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            byte other = random.nextBoolean()
                    ? (byte) DAMAGE.charAt(random.nextInt(DAMAGE.length()))
                    : (byte) random.nextInt(256);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = other;
                case 1 -> bytes = splice(bytes, at, at, new byte[] {other});
                case 2 -> bytes = splice(bytes, at, at + 1, new byte[0]);
                case 3 -> bytes = splice(bytes, at, bytes.length, new byte[0]);
                default -> {
                    int to = at + random.nextInt(bytes.length - at + 1);
                    bytes = splice(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
                }
            }
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        byte[] spliced = new byte[bytes.length - (to - from) + middle.length];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(middle, 0, spliced, from, middle.length);
        System.arraycopy(bytes, to, spliced, from + middle.length, bytes.length - to);
        return spliced;
    }

    private static void value(StringBuilder text, Random random, int depth) {
        space(text, random);
        switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> text.append("null");
            case 1 -> text.append(random.nextBoolean());
            case 2 -> text.append(NUMBERS[random.nextInt(NUMBERS.length)]);
            case 3, 4 -> string(text, random);
            case 5 -> {
                text.append('[');
                for (int i = random.nextInt(4); i > 0; i--) {
                    value(text, random, depth - 1);
                    text.append(i > 1 ? "," : "");
                }
                space(text, random);
                text.append(']');
            }
            default -> {
                text.append('{');
                for (int i = random.nextInt(4); i > 0; i--) {
                    space(text, random);
                    text.append('"')
                            .append((char) ('a' + i))
                            .append(random.nextBoolean() ? "" : "\\u00e9")
                            .append('"');
                    space(text, random);
                    text.append(':');
                    value(text, random, depth - 1);
                    text.append(i > 1 ? "," : "");
                }
                space(text, random);
                text.append('}');
            }
        }
        space(text, random);
    }

    private static void string(StringBuilder text, Random random) {
        text.append('"');
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(STRINGS[random.nextInt(STRINGS.length)]);
        }
        text.append('"');
    }

    private static void space(StringBuilder text, Random random) {
        if (random.nextInt(6) == 0) {
            text.append(" \n\t\r".charAt(random.nextInt(4)));
        }
    }

    /** UTF-8. */
    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
