package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;

/**
 * PostgreSQL's {@code source.sequence}: a JSON array within a string, of the last commit's LSN and the event's own.
 *
 * @param commit the first element, or -1 for null
 * @param event the second element, or -1 for null
 */
record LsnSequence(long commit, long event) {
    private static final long NULL = -1;

    /** Reads {@code ["24729216","24729296"]}; either element may be null, or a number. */
    static LsnSequence parse(byte[] text, int from, int to) throws EventFailure {
        if (to - from < 2 || text[from] != '[' || text[to - 1] != ']') {
            throw malformed("source.sequence");
        }
        int comma = from;
        while (comma < to && text[comma] != ',') {
            comma++;
        }
        if (comma == to) {
            throw malformed("source.sequence");
        }
        return new LsnSequence(element(text, from + 1, comma), element(text, comma + 1, to - 1));
    }

    private static long element(byte[] text, int start, int stop) throws EventFailure {
        int from = start;
        int to = stop;
        while (from < to && text[from] == ' ') {
            from++;
        }
        while (from < to && text[to - 1] == ' ') {
            to--;
        }
        if (to - from == 4
                && text[from] == 'n'
                && text[from + 1] == 'u'
                && text[from + 2] == 'l'
                && text[from + 3] == 'l') {
            return NULL;
        }
        if (to - from >= 2 && text[from] == '"' && text[to - 1] == '"') {
            return digits(text, from + 1, to - 1, "source.sequence");
        }
        return digits(text, from, to, "source.sequence");
    }

    /** A number of 0 to 2^63 - 1 in plain digits. */
    static long digits(byte[] text, int from, int to, String what) throws EventFailure {
        if (from == to || to - from > 19) {
            throw malformed(what);
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                throw malformed(what);
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static EventFailure malformed(String what) {
        return new EventFailure(FailureCategory.MALFORMED, what + " is not in its form");
    }
}
