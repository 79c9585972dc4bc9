package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.event.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An open transaction of the simulated source: what it wrote so far, seen by nobody else. */
final class SourceTransaction {
    /** One row of the log, written when it happened and delivered when the transaction commits. */
    record Change(
            String table,
            Operation operation,
            int id,
            long lsn,
            @Nullable SourceRow before,
            @Nullable SourceRow after,
            boolean bodySent) {}

    private record Key(String table, int id) {}

    private final List<Change> changes = new ArrayList<>();
    private final Map<Key, @Nullable SourceRow> written = new HashMap<>();
    private final Set<String> emptied = new HashSet<>();
    private final Set<String> touched = new HashSet<>();

    List<Change> changes() {
        return changes;
    }

    boolean wrote(String table, int id) {
        return written.containsKey(new Key(table, id));
    }

    boolean touched(String table) {
        return touched.contains(table);
    }

    boolean locks(String table) {
        return emptied.contains(table);
    }

    /** The row as this transaction sees it. */
    @Nullable
    SourceRow see(String table, int id, @Nullable SourceRow committed) {
        Key key = new Key(table, id);
        return written.containsKey(key) ? written.get(key) : emptied.contains(table) ? null : committed;
    }

    void write(Change change) {
        changes.add(change);
        touched.add(change.table());
        if (change.operation() == Operation.TRUNCATE) {
            emptied.add(change.table());
            written.keySet().removeIf(key -> key.table().equals(change.table()));
        } else {
            written.put(new Key(change.table(), change.id()), change.after());
        }
    }

    /** Makes it so for all. */
    void commitTo(Map<String, Map<Integer, SourceRow>> tables) {
        for (Change change : changes) {
            Map<Integer, SourceRow> rows = tables.computeIfAbsent(change.table(), made -> new HashMap<>());
            SourceRow after = change.after();
            if (change.operation() == Operation.TRUNCATE) {
                rows.clear();
            } else if (after == null) {
                rows.remove(change.id());
            } else {
                rows.put(change.id(), after);
            }
        }
    }
}
