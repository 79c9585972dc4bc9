package dev.afterimage.indexer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.indexer.document.TableOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the simulated engine holds, each write held against the truth that only the source knows. */
final class StoredRows {
    private final Map<String, Map<String, StoredRow>> indexes = new TreeMap<>();
    private final Map<Long, Long> ranksOfFloors = new HashMap<>();
    private final SimulatedBroker broker;
    private final TableOptions options;
    private final boolean orderFits;

    /** @param orderFits whether every order fits the version, so that no document may ever go back */
    StoredRows(SimulatedBroker broker, TableOptions options, boolean orderFits) {
        this.broker = broker;
        this.options = options;
        this.orderFits = orderFits;
    }

    /** Learns of a truncate. */
    void floor(SourceEvent truncate) {
        ranksOfFloors.put(truncate.position().version(0).value(), truncate.rank());
    }

    @Nullable
    StoredRow get(String index, String id) {
        return indexes.getOrDefault(index, Map.of()).get(id);
    }

    boolean takes(String index, StoredRow row) {
        StoredRow before = get(index, row.id());
        return before == null || row.version() >= before.version();
    }

    void put(String index, StoredRow row) {
        StoredRow before = get(index, row.id());
        if (before != null && orderFits) {
            assertThat(rank(row))
                    .as("%s %s went back from %s to %s", index, row.id(), before.text(), row.text())
                    .isGreaterThanOrEqualTo(rank(before));
        }
        hasTheRow(row);
        indexes.computeIfAbsent(index, made -> new TreeMap<>()).put(row.id(), row);
    }

    void remove(String index, String id) {
        indexes.getOrDefault(index, new TreeMap<>()).remove(id);
    }

    void sweep(String index, long floor) {
        for (StoredRow row : List.copyOf(indexes.getOrDefault(index, Map.of()).values())) {
            if (row.version() < floor) {
                put(index, row.swept(floor));
            }
        }
    }

    /** The true place of what a document holds. */
    long rank(StoredRow row) {
        RecordCoordinates at = row.at();
        return row.truncated() || at == null
                ? ranksOfFloors.getOrDefault(row.version(), -1L)
                : broker.event(at).rank();
    }

    /** A live document holds the row as it was after its event, every column, whatever was sent of it. */
    private void hasTheRow(StoredRow row) {
        RecordCoordinates at = row.at();
        if (row.truncated() || at == null) {
            return;
        }
        SourceRow truth = broker.event(at).row();
        assertThat(row.deleted()).as("deleted: %s", row.text()).isEqualTo(truth == null);
        if (truth != null) {
            hasTheFields(row, truth);
        }
    }

    private void hasTheFields(StoredRow row, SourceRow truth) {
        assertThat(row.field(name("id"))).isEqualTo(Integer.toString(truth.id()));
        assertThat(row.field(name("v"))).as("v of %s", row.text()).isEqualTo(truth.v());
        String body = options.masks().containsKey("body") ? "***" : truth.body();
        assertThat(row.field(name("body"))).as("body of %s", row.text()).isEqualTo(body);
    }

    private String name(String column) {
        String field = options.field(column);
        return field == null ? column : field;
    }

    /** At the end: exactly the source's rows are live, with their values; all others are gone. */
    void areExactly(SimulatedSource source) {
        for (String table : source.tables()) {
            Map<Integer, SourceRow> rows = source.rows(table);
            Map<String, StoredRow> documents = indexes.getOrDefault(table, Map.of());
            rows.forEach((id, row) -> {
                StoredRow document = documents.get(Integer.toString(id));
                assertThat(document).as("%s %s is missing", table, row).isNotNull();
                assertThat(document.deleted())
                        .as("%s %s is deleted: %s", table, row, document.text())
                        .isFalse();
                hasTheFields(document, row);
            });
            documents.forEach((id, document) -> assertThat(document.deleted() || rows.containsKey(Integer.valueOf(id)))
                    .as("%s %s is extra: %s", table, id, document.text())
                    .isTrue());
        }
    }
}
