package dev.afterimage.benchmarks.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The items of a bulk body, found by its lines. Immutable. */
final class BulkLines implements BulkRule.Items {
    private static final byte[] DELETE = "{\"delete\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = "\"version\":".getBytes(StandardCharsets.US_ASCII);

    private final byte[] body;
    private final int[] starts;
    private final int count;

    private BulkLines(byte[] body, int[] starts, int count) {
        this.body = body;
        this.starts = starts;
        this.count = count;
    }

    static BulkLines of(byte[] body) {
        int[] starts = new int[256];
        int count = 0;
        int at = 0;
        while (at < body.length) {
            if (count + 1 >= starts.length) {
                starts = Arrays.copyOf(starts, 2 * starts.length);
            }
            starts[count++] = at;
            boolean alone = begins(body, at, DELETE);
            at = lineEnd(body, at);
            if (!alone) {
                at = lineEnd(body, at);
            }
        }
        starts[count] = body.length;
        return new BulkLines(body, starts, count);
    }

    @Override
    public int count() {
        return count;
    }

    int start(int item) {
        return starts[item];
    }

    int end(int item) {
        return starts[item + 1];
    }

    /** The name of an item's action with its quotes, as in {@code "create"}. */
    byte[] action(int item) {
        int from = starts[item] + 1;
        int to = from + 1;
        while (to < end(item) && body[to] != '"') {
            to++;
        }
        return Arrays.copyOfRange(body, from, to + 1);
    }

    /** The version in an item's action line; -1 if there is none. */
    @Override
    public long version(int item) {
        int end = lineEnd(body, starts[item]);
        for (int at = starts[item]; at + VERSION.length < end; at++) {
            if (body[at] == '"' && begins(body, at, VERSION)) {
                return number(at + VERSION.length, end);
            }
        }
        return -1;
    }

    /** The number behind the last occurrence of a member's name in an item; -1 if there is none. */
    @Override
    public long lastNumber(int item, byte[] name) {
        for (int at = end(item) - name.length; at > starts[item]; at--) {
            if (body[at] == '"' && begins(body, at, name)) {
                return number(at + name.length, end(item));
            }
        }
        return -1;
    }

    private long number(int from, int end) {
        long value = 0;
        for (int at = from; at < end && body[at] >= '0' && body[at] <= '9'; at++) {
            value = value * 10 + body[at] - '0';
        }
        return value;
    }

    private static int lineEnd(byte[] body, int from) {
        int at = from;
        while (at < body.length && body[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, body.length);
    }

    private static boolean begins(byte[] body, int at, byte[] with) {
        return at + with.length <= body.length && Arrays.equals(body, at, at + with.length, with, 0, with.length);
    }
}
