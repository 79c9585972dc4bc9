package dev.afterimage.reconciler.run;

import dev.afterimage.reconciler.compare.Judge;
import dev.afterimage.reconciler.cut.Cut;
import dev.afterimage.reconciler.index.DocumentReading;
import dev.afterimage.reconciler.index.StoredDocument;
import dev.afterimage.reconciler.table.ComparedColumn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges single keys at a later position than the look that suspected them. Not thread-safe. */
final class SecondLook {
    /** Keys whose rows and documents are held in memory at once. */
    private static final int AT_ONCE = 2_000;

    /**
     * What became of the suspects; those that are in neither agree by now.
     *
     * @param differing the differences, by id
     * @param changing ids that changed after this look's position: undecided
     */
    record Seen(Map<String, Judge.Verdict> differing, Set<String> changing) {}

    private final Cut cut;
    private final Keys keys;
    private final Judge judge;
    private final DocumentReading documents = new DocumentReading();

    SecondLook(Cut cut, Keys keys) {
        this.cut = cut;
        this.keys = keys;
        this.judge = new Judge(cut.shape().compared().stream()
                .collect(Collectors.toMap(ComparedColumn::field, ComparedColumn::spelling)));
    }

    Seen at(Collection<String> suspects) {
        Map<String, Judge.Verdict> differing = new LinkedHashMap<>();
        Set<String> changing = new LinkedHashSet<>();
        List<String> all = new ArrayList<>(suspects);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            some(all.subList(from, Math.min(all.size(), from + AT_ONCE)), differing, changing);
        }
        return new Seen(differing, changing);
    }

    private void some(List<String> ids, Map<String, Judge.Verdict> differing, Set<String> changing) {
        Map<String, StoredDocument> live = new HashMap<>();
        Set<String> newer = new HashSet<>();
        cut.documents().withIds(ids, document -> {
            Long given = document.given();
            if (given != null && given > cut.bound()) {
                newer.add(document.id());
            } else if (!document.deleted()) {
                live.put(document.id(), document);
            }
        });
        Map<String, Map<String, String>> rows = cut.rows().textsOf(keys.of(ids, cut.documents()));
        for (String id : ids) {
            if (newer.contains(id)) {
                changing.add(id);
            } else {
                StoredDocument document = live.get(id);
                judge.judge(rows.get(id), document == null ? null : documents.of(document, cut.shape()))
                        .ifPresent(verdict -> differing.put(id, verdict));
            }
        }
    }
}
