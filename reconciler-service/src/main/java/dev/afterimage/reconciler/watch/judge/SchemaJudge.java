package dev.afterimage.reconciler.watch.judge;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sees which columns of a table have changed, from look to look. Not thread-safe. */
public final class SchemaJudge {
    private static final int NAMED = 10;

    private final Duration shown;
    private final Map<String, Map<String, String>> before = new HashMap<>();
    private final Map<String, Change> changes = new HashMap<>();

    /** @param harmful whether documents that are there do not fit it */
    private record Change(Instant at, String what, boolean harmful) {}

    /** @param shown for how long a change that documents do not fit is a warning */
    public SchemaJudge(Duration shown) {
        this.shown = shown;
    }

    /** @param tables the types of the columns by their names, by table; one that is not named any more is forgotten */
    public List<Reading> judge(Map<String, Map<String, String>> tables, Instant now) {
        before.keySet().retainAll(tables.keySet());
        changes.keySet().retainAll(tables.keySet());
        List<Reading> readings = new ArrayList<>();
        new TreeMap<>(tables).forEach((table, columns) -> {
            Map<String, String> known = before.put(table, Map.copyOf(columns));
            if (known != null && !known.equals(columns)) {
                changes.put(table, change(known, columns, now));
            }
            readings.add(reading(table, columns.size(), changes.get(table), now));
        });
        return readings;
    }

    private Reading reading(String table, int columns, @Nullable Change change, Instant now) {
        if (change == null) {
            return Reading.ok(Sign.SCHEMA, table, columns + " columns, unchanged since this instance looks");
        }
        boolean warns = change.harmful() && Duration.between(change.at(), now).compareTo(shown) < 0;
        return Reading.of(
                        Sign.SCHEMA,
                        table,
                        warns ? Level.WARNING : Level.OK,
                        "seen at " + change.at().truncatedTo(ChronoUnit.SECONDS) + ": " + change.what(),
                        "documents written before keep the old fields until their rows change: reconcile the table with repair; the indexer's page names columns that the index cannot search exactly any more")
                .with(Map.of(Figure.SCHEMA_CHANGED, (double) change.at().getEpochSecond()));
    }

    private static Change change(Map<String, String> old, Map<String, String> fresh, Instant now) {
        List<String> added = new ArrayList<>();
        List<String> harmful = new ArrayList<>();
        new TreeMap<>(fresh).forEach((column, type) -> {
            String was = old.get(column);
            if (was == null) {
                added.add(column + " (" + type + ") was added");
            } else if (!Objects.equals(was, type)) {
                harmful.add(column + " is " + type + ", it was " + was);
            }
        });
        new TreeMap<>(old).forEach((column, type) -> {
            if (!fresh.containsKey(column)) {
                harmful.add(column + " (" + type + ") was dropped");
            }
        });
        List<String> all = new ArrayList<>(harmful);
        all.addAll(added);
        String more = all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "";
        return new Change(now, all.stream().limit(NAMED).collect(Collectors.joining(", ")) + more, !harmful.isEmpty());
    }
}
