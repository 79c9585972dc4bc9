package dev.afterimage.reconciler.run;

import dev.afterimage.cdc.key.KeyTexts;
import dev.afterimage.reconciler.index.IndexView;
import dev.afterimage.reconciler.index.StoredKey;
import dev.afterimage.reconciler.table.KeyColumn;
import dev.afterimage.reconciler.table.TableShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys behind ids of documents: told by the id, by a row that was seen, or by the document. Not thread-safe. */
final class Keys {
    private final KeyTexts ids;
    private final List<KeyColumn> key;
    private final List<String> columns;
    private final StoredKey stored = new StoredKey();
    /** Only what ids do not tell. */
    private final Map<String, List<@Nullable String>> seen = new HashMap<>();

    Keys(TableShape shape) {
        this.ids = new KeyTexts(shape.idPrefix());
        this.key = shape.key();
        this.columns = key.stream().map(column -> column.column().name()).toList();
    }

    /** Remembers the key of a row whose id does not tell it. */
    void see(String id, List<@Nullable String> key) {
        if (ids.texts(id, columns.size()).isEmpty()) {
            seen.put(id, key);
        }
    }

    /** The keys of some ids; ids whose key nobody knows cannot have a row, and are left out. */
    List<List<@Nullable String>> of(Collection<String> some, IndexView documents) {
        List<List<@Nullable String>> keys = new ArrayList<>(some.size());
        List<String> unknown = new ArrayList<>();
        for (String id : some) {
            ids.texts(id, columns.size())
                    .or(() -> Optional.ofNullable(seen.get(id)))
                    .ifPresentOrElse(texts -> add(texts, keys), () -> unknown.add(id));
        }
        documents.withIds(unknown, document -> {
            if (document.source() != null) {
                stored.of(document.source(), columns).ifPresent(texts -> {
                    seen.put(document.id(), texts);
                    add(texts, keys);
                });
            }
        });
        return keys;
    }

    private void add(List<@Nullable String> texts, List<List<@Nullable String>> keys) {
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            if (text == null || !key.get(i).accepts(text)) {
                return;
            }
        }
        keys.add(texts);
    }
}
