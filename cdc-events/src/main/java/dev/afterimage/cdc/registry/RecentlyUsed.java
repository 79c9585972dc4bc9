package dev.afterimage.cdc.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bounded number of values by id; the one used longest ago gives way. Safe for use by several threads. */
final class RecentlyUsed<V> {
    private final int capacity;
    private final Map<Integer, V> values = new LinkedHashMap<>(16, 0.75f, true);

    RecentlyUsed(int capacity) {
        this.capacity = capacity;
    }

    synchronized @Nullable V get(int id) {
        return values.get(id);
    }

    synchronized void put(int id, V value) {
        values.put(id, value);
        if (values.size() > capacity) {
            values.remove(values.keySet().iterator().next());
        }
    }

    synchronized int size() {
        return values.size();
    }
}
