package dev.afterimage.dlq.letter;

import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * An error message without what differs from record to record: quoted values, ids, numbers, times and hexadecimal runs become {@code ?}.
 *
 * <p>What stands in brackets stays, since search engines put the names of fields there, and two fields are two causes.
 */
public final class MessageTemplate {
    private static final int READ = 2_000;
    private static final int MOST = 500;
    private static final String ANY = "?";
    private static final int SHORTEST_HEXADECIMAL = 6;

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]{0,400}\"|'[^']{0,2000}'|`[^`]{0,2000}`");
    private static final Pattern UUID =
            Pattern.compile("\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b");
    private static final Pattern HEXADECIMAL =
            Pattern.compile("[+-]?\\b(?:0x)?(?=[0-9a-fA-F]*\\d)[0-9a-fA-F]{6,}\\b|@[0-9a-f]{4,}\\b");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(?:[.,:eET+/-]+\\d+)*Z?");
    private static final Pattern RUN = Pattern.compile("\\?(?:[\\s,;:./+-]*\\?)+");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private MessageTemplate() {}

    public static String of(String message) {
        String text = message.length() > READ ? message.substring(0, READ) : message;
        // A search costs ten times as much as a look for what there is none of without: most messages need one or two.
        if (holds(text, c -> c == '"' || c == '\'' || c == '`')) {
            text = QUOTED.matcher(text).replaceAll(ANY);
        }
        if (holds(text, c -> c == '-')) {
            text = UUID.matcher(text).replaceAll(ANY);
        }
        if (holds(text, c -> c == '@') || longestRun(text, MessageTemplate::isHexadecimal) >= SHORTEST_HEXADECIMAL) {
            text = HEXADECIMAL.matcher(text).replaceAll(ANY);
        }
        if (holds(text, MessageTemplate::isDigit)) {
            text = NUMBER.matcher(text).replaceAll(ANY);
        }
        if (text.indexOf('?') != text.lastIndexOf('?')) {
            text = RUN.matcher(text).replaceAll(ANY);
        }
        text = SPACE.matcher(text).replaceAll(" ").strip();
        return text.length() > MOST ? text.substring(0, MOST) : text;
    }

    private static boolean holds(String text, IntPredicate sign) {
        return longestRun(text, sign) > 0;
    }

    private static int longestRun(String text, IntPredicate sign) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = sign.test(text.charAt(i)) ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHexadecimal(int c) {
        return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }
}
