package dev.afterimage.dlq.letter;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text that somebody else wrote, made fit for a column: valid Unicode without NUL, and bounded. */
public final class SafeText {
    private SafeText() {}

    /** The bytes as UTF-8, what is none replaced; null for null. */
    public static @Nullable String of(byte @Nullable [] bytes, int mostChars) {
        if (bytes == null) {
            return null;
        }
        int most = (int) Math.min(bytes.length, mostChars * 4L);
        return of(new String(bytes, 0, most, StandardCharsets.UTF_8), mostChars);
    }

    /** The text without NUL and half surrogate pairs, cut at a character's border. */
    public static String of(String text, int mostChars) {
        return text.length() <= mostChars && plain(text) ? text : made(text, mostChars);
    }

    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static String made(String text, int mostChars) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), mostChars));
        for (int i = 0; i < text.length() && safe.length() < mostChars; i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                if (safe.length() + 2 > mostChars) {
                    break;
                }
                safe.append(c).append(text.charAt(++i));
            } else {
                safe.append(c == 0 || Character.isSurrogate(c) ? '\uFFFD' : c);
            }
        }
        return safe.toString();
    }
}
