package dev.afterimage.cdc.envelope;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that a topic's records carried of late, recognised by their bytes, so that only payloads are parsed.
 *
 * <p>Used by one thread at a time.
 */
final class SchemaMemory {
    private static final int LIMIT = 16;

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** A schema's text, checked when it was first read, and what records with it are. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    record Entry(byte[] text, RecordShape shape) {}

    /** The entry whose text stands at {@code from}, or null. */
    @Nullable
    Entry at(byte[] json, int from, int end) {
        Entry first = entries.peekFirst();
        if (first == null || stands(first, json, from, end)) {
            return first;
        }
        for (Iterator<Entry> others = entries.iterator(); others.hasNext(); ) {
            Entry entry = others.next();
            if (stands(entry, json, from, end)) {
                others.remove();
                entries.addFirst(entry);
                return entry;
            }
        }
        return null;
    }

    Entry remember(byte[] json, int from, int to, RecordShape shape) {
        Entry entry = new Entry(Arrays.copyOfRange(json, from, to), shape);
        entries.addFirst(entry);
        if (entries.size() > LIMIT) {
            entries.removeLast();
        }
        return entry;
    }

    private static boolean stands(Entry entry, byte[] json, int from, int end) {
        byte[] text = entry.text();
        return end - from >= text.length && Arrays.equals(json, from, from + text.length, text, 0, text.length);
    }
}
