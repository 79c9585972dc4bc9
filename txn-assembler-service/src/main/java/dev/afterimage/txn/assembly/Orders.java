package dev.afterimage.txn.assembly;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Which places of a transaction are taken, as ranges; where these became many, it is not known any more, so that its size is bounded. It spares most
 * looks into the store. Used by one thread at a time.
 */
final class Orders {
    private static final int MOST_RANGES = 64;

    private final TreeMap<Long, Long> ranges = new TreeMap<>();
    private boolean known = true;

    /** Whether the place may be taken; exact while it is known. */
    boolean mayHave(long order) {
        if (!known) {
            return true;
        }
        Map.Entry<Long, Long> below = ranges.floorEntry(order);
        return below != null && order <= below.getValue();
    }

    void add(long order) {
        if (!known || mayHave(order)) {
            return;
        }
        long from = order;
        long to = order;
        Map.Entry<Long, Long> below = ranges.lowerEntry(order);
        if (below != null && below.getValue() == order - 1) {
            from = below.getKey();
        }
        Long behind = ranges.remove(order + 1);
        if (behind != null) {
            to = behind;
        }
        ranges.put(from, to);
        if (ranges.size() > MOST_RANGES) {
            known = false;
            ranges.clear();
        }
    }

    boolean known() {
        return known;
    }

    /** Goes through them, rising; only while they are known. */
    void forEach(LongConsumer consumer) {
        ranges.forEach((from, to) -> {
            for (long order = from; order <= to; order++) {
                consumer.accept(order);
            }
        });
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(known ? ranges.size() : -1);
        for (Map.Entry<Long, Long> range : ranges.entrySet()) {
            out.writeLong(range.getKey());
            out.writeLong(range.getValue());
        }
    }

    void read(DataInputStream in) throws IOException {
        int size = in.readByte();
        known = size >= 0;
        for (int i = 0; i < size; i++) {
            ranges.put(in.readLong(), in.readLong());
        }
    }
}
