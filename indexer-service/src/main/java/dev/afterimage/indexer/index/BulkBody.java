package dev.afterimage.indexer.index;

import dev.afterimage.cdc.key.IndexNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one bulk request, growing item by item, with the items' boundaries kept.
 *
 * <p>Every item is a versioned index operation ({@code external_gte}) on the index's write alias. Ids and routings are untrusted: they are
 * escaped so that none can end its string, its line or its action; a line break in a document, which JSON allows between tokens only,
 * becomes a space. Not thread-safe; not to be changed while it is being sent.
 */
public final class BulkBody {
    /** Elasticsearch refuses the whole request for one longer id. */
    public static final int LONGEST_ID = 512;

    private static final byte[] VERSION = ascii("\",\"version\":");
    private static final byte[] ROUTING = ascii(",\"routing\":\"");
    private static final byte[] END_ROUTED = ascii("\"}}\n");
    private static final byte[] END = ascii("}}\n");
    private static final int LONGEST_NUMBER = 20;

    private final Map<String, byte[]> heads = new HashMap<>();
    private @Nullable String lastIndex;
    private byte @Nullable [] lastHead;

    private byte[] bytes;
    private int size;
    private int[] starts = new int[64];
    private int count;

    /** @param capacity expected size in bytes */
    public BulkBody(int capacity) {
        this.bytes = new byte[Math.max(capacity, 1024)];
    }

    /**
     * Adds one document.
     *
     * @param index the index's name; what is written to is its write alias
     * @param id 1 to {@value #LONGEST_ID} bytes of UTF-8
     * @param version positive
     * @param document JSON from {@code from} to {@code to} (exclusive), copied
     * @throws IllegalArgumentException if the id or version cannot be sent; nothing is added then
     */
    public void add(
            String index, String id, @Nullable String routing, long version, byte[] document, int from, int to) {
        int start = size;
        int at = action(head(index), id, routing, version, to - from + 1);
        System.arraycopy(document, from, bytes, at, to - from);
        int end = at + to - from;
        for (int i = at; i < end; i++) {
            if (bytes[i] == '\n') {
                bytes[i] = ' ';
            }
        }
        bytes[end] = '\n';
        append(start, end + 1);
    }

    /** Adds the removal of one document, if its version is no higher. */
    public void delete(String index, String id, @Nullable String routing, long version) {
        int start = size;
        append(start, action(escapedHead("delete", index), id, routing, version, 0));
    }

    /** How many items. */
    public int count() {
        return count;
    }

    /** How many bytes. */
    public int size() {
        return size;
    }

    /** Bytes of one item, action line and document. */
    public int sizeOf(int item) {
        return end(item) - starts[item];
    }

    /** A body of some items, in the order given. */
    public BulkBody subset(int[] items) {
        int needed = 0;
        for (int item : items) {
            needed += sizeOf(item);
        }
        BulkBody some = new BulkBody(needed);
        for (int item : items) {
            some.copy(this, item, item + 1);
        }
        return some;
    }

    /** The items from {@code from} to {@code to} (exclusive). */
    public BulkBody slice(int from, int to) {
        BulkBody some = new BulkBody(to == from ? 0 : end(to - 1) - starts[from]);
        some.copy(this, from, to);
        return some;
    }

    /** Where to cut so that both halves have about as many bytes: an item from 1 to {@link #count()} - 1. */
    public int middle() {
        if (count < 2) {
            throw new IllegalStateException("one item cannot be halved");
        }
        int found = Arrays.binarySearch(starts, 0, count, size / 2);
        return Math.clamp(found >= 0 ? found : -found - 1, 1, count - 1);
    }

    /** Forgets the items and keeps the memory. */
    public void clear() {
        size = 0;
        count = 0;
    }

    /** The buffer itself, of which {@link #size()} bytes count. */
    byte[] bytes() {
        return bytes;
    }

    /** Writes the action line and reserves what follows it; gives where that begins. */
    private int action(byte[] head, String id, @Nullable String routing, long version, int following) {
        int length = JsonEscape.utf8Length(id);
        if (length == 0 || length > LONGEST_ID) {
            throw new IllegalArgumentException("a document id of " + length + " bytes");
        }
        if (version < 0) {
            throw new IllegalArgumentException("a negative version");
        }
        int routed = routing == null ? 0 : ROUTING.length + JsonEscape.longest(routing);
        int line = head.length + JsonEscape.longest(id) + VERSION.length + LONGEST_NUMBER + routed + END_ROUTED.length;
        reserve(line + following);
        int at = put(head, size);
        at = JsonEscape.write(id, bytes, at);
        at = put(VERSION, at);
        at = number(version, at);
        if (routing == null) {
            return put(END, at);
        }
        at = put(ROUTING, at);
        at = JsonEscape.write(routing, bytes, at);
        return put(END_ROUTED, at);
    }

    private void copy(BulkBody other, int from, int to) {
        if (from == to) {
            return;
        }
        int first = other.starts[from];
        int length = other.end(to - 1) - first;
        reserve(length);
        int shift = size - first;
        System.arraycopy(other.bytes, first, bytes, size, length);
        for (int item = from; item < to; item++) {
            append(other.starts[item] + shift, other.end(item) + shift);
        }
    }

    private void append(int start, int end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = start;
        size = end;
    }

    private int end(int item) {
        if (item >= count) {
            throw new IndexOutOfBoundsException("item " + item + " of " + count);
        }
        return item + 1 < count ? starts[item + 1] : size;
    }

    @SuppressWarnings("ReferenceEquality") // A shortcut for runs of one table; the map compares by value.
    private byte[] head(String index) {
        if (lastHead != null && index == lastIndex) {
            return lastHead;
        }
        byte[] head = heads.computeIfAbsent(index, name -> escapedHead("index", name));
        lastIndex = index;
        lastHead = head;
        return head;
    }

    private static byte[] escapedHead(String action, String index) {
        String target = IndexNames.writeAlias(index);
        byte[] escaped = new byte[JsonEscape.longest(target)];
        int length = JsonEscape.write(target, escaped, 0);
        return ascii("{\"" + action + "\":{\"_index\":\"" + new String(escaped, 0, length, StandardCharsets.UTF_8)
                + "\",\"version_type\":\"external_gte\",\"_id\":\"");
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(bytes.length * 2L, Integer.MAX_VALUE - 16)));
        }
    }

    private int put(byte[] text, int at) {
        System.arraycopy(text, 0, bytes, at, text.length);
        return at + text.length;
    }

    private int number(long value, int at) {
        int digits = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + digits;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
