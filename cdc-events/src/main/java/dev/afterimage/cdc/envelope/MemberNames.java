package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.type.JsonBytes;
import dev.afterimage.cdc.type.JsonCursor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Recognises the names of an object's members, by one comparison each where they come in the order in which they came last time.
 *
 * <p>Used by one thread at a time.
 */
final class MemberNames {
    static final int UNKNOWN = -1;
    private static final int LEARNED = 64;

    private final List<String> known;
    private final byte[][] prefixes = new byte[LEARNED][];
    private final int[] codes = new int[LEARNED];

    /** @param known the names of interest; a name's code is its place among them, at most 63 */
    MemberNames(List<String> known) {
        this.known = known;
    }

    /** Takes the name and colon of the {@code place}th member and gives the name's code, or {@link #UNKNOWN}. */
    int take(JsonCursor cursor, int place) throws EventFailure {
        if (place < LEARNED) {
            byte[] prefix = prefixes[place];
            if (prefix != null && cursor.takeExactly(prefix)) {
                return codes[place];
            }
        }
        String name = text(cursor);
        cursor.expect(':');
        int code = known.indexOf(name);
        if (place < LEARNED) {
            byte[] quoted = JsonBytes.quote(name);
            prefixes[place] = Arrays.copyOf(quoted, quoted.length + 1);
            prefixes[place][quoted.length] = ':';
            codes[place] = code;
        }
        return code;
    }

    /** Adds a code to those seen, refusing one that was seen before. */
    static long once(JsonCursor cursor, long seen, int code) throws EventFailure {
        long bit = 1L << code;
        if ((seen & bit) != 0) {
            throw cursor.malformed("a member that was there already");
        }
        return seen | bit;
    }

    /** Takes a string and gives its text. */
    static String text(JsonCursor cursor) throws EventFailure {
        cursor.string();
        if (!cursor.escaped()) {
            return new String(cursor.input(), cursor.from(), cursor.to() - cursor.from(), StandardCharsets.UTF_8);
        }
        JsonBytes text = new JsonBytes(cursor.to() - cursor.from());
        cursor.unescape(text);
        return new String(text.array(), 0, text.length(), StandardCharsets.UTF_8);
    }
}
