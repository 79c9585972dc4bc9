package dev.afterimage.reconciler.source;

import dev.afterimage.cdc.key.KeyTexts;
import dev.afterimage.reconciler.table.TableShape;
import dev.afterimage.reconciler.table.WireColumn;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads rows as they are now, whole, for repairs. Thread-safe. */
@Singleton
public final class WireRows {
    private final Source source;

    WireRows(Source source) {
        this.source = source;
    }

    /**
     * The rows with some keys, by the id of the document; a key without a row is not in it.
     *
     * @param columns {@code TableShape.wire}
     */
    public Map<String, WireRow> read(TableShape shape, List<WireColumn> columns, List<List<@Nullable String>> keys) {
        KeyTexts ids = new KeyTexts(shape.idPrefix());
        int keyColumns = shape.key().size();
        return source.now("reading rows of " + shape.name() + " to repair", connection -> {
            Map<String, WireRow> rows = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(new RowSql(shape).wireOfKeys(columns))) {
                SourceSnapshot.bind(connection, statement, keys, keyColumns);
                try (ResultSet found = statement.executeQuery()) {
                    while (found.next()) {
                        List<@Nullable String> texts = texts(found, 1, keyColumns);
                        String id = ids.id(texts);
                        rows.put(id, new WireRow(id, texts(found, keyColumns + 1, columns.size())));
                    }
                }
            }
            return rows;
        });
    }

    private static List<@Nullable String> texts(ResultSet found, int from, int count) throws java.sql.SQLException {
        List<@Nullable String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(found.getString(from + i));
        }
        return Collections.unmodifiableList(texts);
    }
}
