package dev.afterimage.reconciler.key;

import dev.afterimage.cdc.key.KeyTexts;
import dev.afterimage.reconciler.compare.Judge;
import dev.afterimage.reconciler.explain.ParkedLetters;
import dev.afterimage.reconciler.history.Reports;
import dev.afterimage.reconciler.index.DocumentReading;
import dev.afterimage.reconciler.index.Index;
import dev.afterimage.reconciler.index.IndexView;
import dev.afterimage.reconciler.index.StoredDocument;
import dev.afterimage.reconciler.source.Source;
import dev.afterimage.reconciler.source.SourceSnapshot;
import dev.afterimage.reconciler.table.ComparedColumn;
import dev.afterimage.reconciler.table.TableName;
import dev.afterimage.reconciler.table.TableShape;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at one key on both sides. Thread-safe. */
@Singleton
public final class KeyLook {
    private final Source source;
    private final Index index;
    private final RecentEvents events;
    private final ParkedLetters letters;
    private final Reports reports;

    KeyLook(Source source, Index index, RecentEvents events, ParkedLetters letters, Reports reports) {
        this.source = source;
        this.index = index;
        this.events = events;
        this.letters = letters;
        this.reports = reports;
    }

    /**
     * What is known of a key now.
     *
     * @param id of its document
     */
    public KeyStanding of(TableName table, String id) throws InterruptedException {
        TableShape shape;
        Map<String, String> row;
        try (SourceSnapshot rows = source.snapshot(table)) {
            shape = rows.shape();
            row = key(shape, id).map(key -> rows.textsOf(List.of(key)).get(id)).orElse(null);
        }
        StoredDocument stored = document(shape, id);
        Judge.Document read = stored == null ? null : new DocumentReading().of(stored, shape);
        Judge.Document live = stored == null || stored.deleted() ? null : read;
        Judge judge = new Judge(
                shape.compared().stream().collect(Collectors.toMap(ComparedColumn::field, ComparedColumn::spelling)));
        Optional<Judge.Verdict> verdict = judge.judge(row, live);
        return new KeyStanding(
                table.toString(),
                id,
                row != null,
                stored == null || read == null
                        ? null
                        : new KeyStanding.Stored(stored.version(), stored.given(), stored.deleted(), read.intact()),
                verdict,
                fields(row == null ? Map.of() : row, live == null ? Map.of() : live.texts(), verdict),
                events.of(shape, id),
                letters.of(shape).get(id),
                reports.findingsOf(table.toString(), id),
                shape.notVerified());
    }

    private static Optional<List<@Nullable String>> key(TableShape shape, String id) {
        return new KeyTexts(shape.idPrefix()).texts(id, shape.key().size()).filter(texts -> {
            for (int i = 0; i < texts.size(); i++) {
                String text = texts.get(i);
                if (text == null || !shape.key().get(i).accepts(text)) {
                    return false;
                }
            }
            return true;
        });
    }

    private @Nullable StoredDocument document(TableShape shape, String id) {
        AtomicReference<@Nullable StoredDocument> found = new AtomicReference<>();
        try (IndexView view = index.view(shape.index())) {
            view.withIds(Set.of(id), found::set);
        }
        return found.get();
    }

    private static List<KeyStanding.Field> fields(
            Map<String, String> row, Map<String, String> document, Optional<Judge.Verdict> verdict) {
        Set<String> differing = verdict.map(one -> Set.copyOf(one.columns())).orElse(Set.of());
        Set<String> names = new TreeSet<>(row.keySet());
        names.addAll(document.keySet());
        List<KeyStanding.Field> fields = new ArrayList<>();
        for (String name : names) {
            fields.add(new KeyStanding.Field(name, row.get(name), document.get(name), differing.contains(name)));
        }
        return fields;
    }
}
