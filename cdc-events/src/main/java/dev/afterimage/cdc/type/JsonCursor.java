package dev.afterimage.cdc.type;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import java.util.Arrays;

/**
 * Walks over JSON text in a byte array, token by token, without making objects of what it passes.
 *
 * <p>Strict RFC 8259: well-formed UTF-8, no lone surrogates, no control characters in strings, numbers of at most
 * {@link #MAX_NUMBER} characters, nesting of at most {@link #MAX_DEPTH}. What a string or number token holds is read from the array
 * between {@link #from()} and {@link #to()}. Messages name places, never what stands there. Used by one thread at a time, and reused.
 */
public final class JsonCursor {
    public static final int MAX_DEPTH = 200;
    public static final int MAX_NUMBER = 1000;

    private static final int NOTHING = -1;

    private byte[] in = new byte[0];
    private int at;
    private int end;
    private int from;
    private int to;
    private boolean flag;

    /** Starts over on {@code text[start, stop)}. */
    public void reset(byte[] text, int start, int stop) {
        in = text;
        at = start;
        end = stop;
    }

    public byte[] input() {
        return in;
    }

    /** The next byte to be read. */
    public int position() {
        return at;
    }

    public void position(int newPosition) {
        at = newPosition;
    }

    /** Where the last string's content or the last number begins. */
    public int from() {
        return from;
    }

    /** Where the last string's content or the last number ends, exclusive. */
    public int to() {
        return to;
    }

    /** Whether the last string has escapes, so that its content is not its text. */
    public boolean escaped() {
        return flag;
    }

    /** Whether the last number has neither fraction nor exponent. */
    public boolean integral() {
        return flag;
    }

    /** Passes white space and tells the byte that follows without taking it, or -1 at the end. */
    public int peek() {
        while (at < end) {
            byte b = in[at];
            if (b > ' ' || b != ' ' && b != '\n' && b != '\t' && b != '\r') {
                return b & 0xFF;
            }
            at++;
        }
        return NOTHING;
    }

    /** Takes {@code c} if it is next. */
    public boolean take(int c) {
        if (peek() == c) {
            at++;
            return true;
        }
        return false;
    }

    public void expect(int c) throws EventFailure {
        if (!take(c)) {
            throw malformed((char) c + " expected");
        }
    }

    /** Takes {@code expected} if exactly these bytes are next, white space and all. */
    public boolean takeExactly(byte[] expected) {
        int count = expected.length;
        if (end - at < count || !Arrays.equals(in, at, at + count, expected, 0, count)) {
            return false;
        }
        at += count;
        return true;
    }

    /** Demands that nothing but white space is left. */
    public void end() throws EventFailure {
        if (peek() != NOTHING) {
            throw malformed("more text after the value");
        }
    }

    public boolean takeNull() throws EventFailure {
        if (peek() != 'n') {
            return false;
        }
        literal("null");
        return true;
    }

    public boolean bool() throws EventFailure {
        if (peek() == 't') {
            literal("true");
            return true;
        }
        literal("false");
        return false;
    }

    private void literal(String word) throws EventFailure {
        int count = word.length();
        if (end - at < count) {
            throw malformed("the text ends within a word");
        }
        for (int i = 0; i < count; i++) {
            if (in[at + i] != word.charAt(i)) {
                throw malformed("no JSON value");
            }
        }
        at += count;
    }

    /** Reads a string; its content is then between {@link #from()} and {@link #to()}. */
    public void string() throws EventFailure {
        expect('"');
        from = at;
        flag = false;
        int i = at;
        while (true) {
            i = StringScan.special(in, i, end);
            if (i >= end) {
                at = end;
                throw malformed("the text ends within a string");
            }
            byte b = in[i];
            if (b == '"') {
                to = i;
                at = i + 1;
                return;
            }
            if (b < 0) {
                int sequence = Utf8.sequence(in, i, end);
                if (sequence == 0) {
                    at = i;
                    throw malformed("not well-formed UTF-8");
                }
                i += sequence;
            } else if (b == '\\') {
                flag = true;
                at = i;
                i = StringScan.escape(in, i, end);
                if (i < 0) {
                    throw malformed("no such escape, or half of one, or of a pair of surrogates");
                }
            } else {
                at = i;
                throw malformed("a control character in a string");
            }
        }
    }

    /** Writes the last string's text, its escapes resolved, as UTF-8. */
    public void unescape(JsonBytes out) {
        out.unescaped(in, from, to);
    }

    /** Reads a number; its digits are then between {@link #from()} and {@link #to()}. */
    public void number() throws EventFailure {
        peek();
        from = at;
        flag = true;
        int i = at;
        if (i < end && in[i] == '-') {
            i++;
        }
        if (i < end && in[i] == '0') {
            i++;
        } else {
            i = digits(i);
        }
        if (i < end && in[i] == '.') {
            flag = false;
            i = digits(i + 1);
        }
        if (i < end && (in[i] == 'e' || in[i] == 'E')) {
            flag = false;
            i++;
            if (i < end && (in[i] == '+' || in[i] == '-')) {
                i++;
            }
            i = digits(i);
        }
        if (i < end && !delimits(in[i])) {
            throw malformed("no JSON number");
        }
        if (i - from > MAX_NUMBER) {
            throw malformed("a number of more than " + MAX_NUMBER + " characters");
        }
        to = i;
        at = i;
    }

    private int digits(int i) throws EventFailure {
        int k = i;
        while (k < end && in[k] >= '0' && in[k] <= '9') {
            k++;
        }
        if (k == i) {
            throw malformed("no JSON value");
        }
        return k;
    }

    private static boolean delimits(byte b) {
        return b == ',' || b == '}' || b == ']' || b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Passes one value of any kind, checking all of it. */
    public void skipValue() throws EventFailure {
        skip(0);
    }

    private void skip(int depth) throws EventFailure {
        switch (peek()) {
            case '"' -> string();
            case '{' -> {
                nest(depth);
                at++;
                if (take('}')) {
                    return;
                }
                do {
                    string();
                    expect(':');
                    skip(depth + 1);
                } while (take(','));
                expect('}');
            }
            case '[' -> {
                nest(depth);
                at++;
                if (take(']')) {
                    return;
                }
                do {
                    skip(depth + 1);
                } while (take(','));
                expect(']');
            }
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            case NOTHING -> throw malformed("the text ends where a value should stand");
            default -> number();
        }
    }

    private void nest(int depth) throws EventFailure {
        if (depth >= MAX_DEPTH) {
            throw malformed("nested more than " + MAX_DEPTH + " deep");
        }
    }

    /** A failure at the present place. */
    public EventFailure malformed(String what) {
        return new EventFailure(FailureCategory.MALFORMED, "malformed JSON at byte " + at + ": " + what);
    }
}
