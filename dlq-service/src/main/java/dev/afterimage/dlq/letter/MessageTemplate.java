package dev.afterimage.dlq.letter;

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
        text = QUOTED.matcher(text).replaceAll(ANY);
        text = UUID.matcher(text).replaceAll(ANY);
        text = HEXADECIMAL.matcher(text).replaceAll(ANY);
        text = NUMBER.matcher(text).replaceAll(ANY);
        text = RUN.matcher(text).replaceAll(ANY);
        text = SPACE.matcher(text).replaceAll(" ").strip();
        return text.length() > MOST ? text.substring(0, MOST) : text;
    }
}
