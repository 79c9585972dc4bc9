package dev.afterimage.dlq.parking;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.dlq.letter.Coordinates;
import dev.afterimage.dlq.letter.Letter;
import dev.afterimage.dlq.parking.EntryRows.Numbered;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Parks letters: all of a batch in one transaction, each record once, however often its letter comes. Thread-safe.
 *
 * <p>A letter of a record that was resolved and has failed anew since opens it again, unless its data had to be forgotten.
 */
public final class NewEntries {
    /** What is in the category's column where the writer knows none. */
    public static final String UNCLASSIFIED = "UNCLASSIFIED";

    private static final String RESERVE =
            "select nextval('cdc_dead_letter_queue_id_seq'), now() from generate_series(1, ?)";

    private static final String REOPENED = """
            insert into cdc_dead_letter_attempt (entry_id, number, event, reason)
            select id, 0, 'reopened', 'the record failed anew after it was resolved' from unnest(?::bigint[]) as id
            """;

    /** What a record is known by. */
    private record Place(Coordinates at, @Nullable UUID topicId) {}

    /**
     * What became of a batch.
     *
     * @param parked letters that are new
     * @param reopened letters that opened a resolved record again
     * @param known letters of records that are parked already
     */
    public record Result(int parked, int reopened, int known) {}

    /** Writes rows and returns the ids of those that were added, and of those that were there and are opened again. */
    @FunctionalInterface
    private interface Writing {
        Set<Long> write(Connection connection, List<Numbered> rows) throws SQLException;
    }

    private final Database database;
    /** Letters come twice after an interruption, many at once: then it is not worth to try first whether all are new. */
    private volatile boolean someWereKnown;

    public NewEntries(Database database) {
        this.database = database;
    }

    /**
     * Parks a batch; when this returns, the database has it durably.
     *
     * @throws IllegalStateException if {@link #namingErased} has letters by now
     */
    public Result park(List<NewEntry> batch) {
        Map<Place, NewEntry> once = new LinkedHashMap<>();
        for (NewEntry entry : batch) {
            once.merge(new Place(entry.letter().at(), entry.topicId()), entry, NewEntries::later);
        }
        List<NewEntry> entries = List.copyOf(once.values());
        Result result = written(entries);
        return new Result(result.parked(), result.reopened(), batch.size() - result.parked() - result.reopened());
    }

    private Result written(List<NewEntry> entries) {
        if (!someWereKnown) {
            try {
                return written(entries, NewEntries::add);
            } catch (StoreException e) {
                if (!e.isOfUniqueness()) {
                    throw e;
                }
            }
        }
        Result result = written(entries, EntryRows::merge);
        someWereKnown = result.parked() < entries.size();
        return result;
    }

    private static Set<Long> add(Connection connection, List<Numbered> rows) throws SQLException {
        EntryRows.add(connection, rows);
        Set<Long> ids = new HashSet<>();
        rows.forEach(row -> ids.add(row.id()));
        return ids;
    }

    private Result written(List<NewEntry> entries, Writing writing) {
        return database.transaction(connection -> {
            Erasures.hold(connection);
            ErasedKeys erased = ErasedKeys.of(connection, entries);
            if (entries.stream().anyMatch(entry -> namesErased(entry, erased))) {
                throw new IllegalStateException("a row that letters name was erased just now");
            }
            List<Numbered> rows = numbered(connection, entries);
            Set<Long> touched = writing.write(connection, rows);
            List<Numbered> kept = new ArrayList<>();
            List<Long> forgotten = new ArrayList<>();
            for (Numbered row : rows) {
                if (touched.remove(row.id())) {
                    if (!erased.isEmpty() && (erased.hasKey(row.letter()) || erased.hasReference(row.entry()))) {
                        forgotten.add(row.id());
                    } else {
                        kept.add(row);
                    }
                }
            }
            EntryRows.keepBytes(connection, kept);
            if (!forgotten.isEmpty()) {
                Erasures.forget(connection, forgotten);
            }
            if (!touched.isEmpty()) {
                reopened(connection, touched);
            }
            int fresh = kept.size() + forgotten.size();
            return new Result(fresh, touched.size(), entries.size() - fresh - touched.size());
        });
    }

    /** Letters that name a row that was erased, while their own keys were not: those are to be erased before they are parked. */
    public List<Letter> namingErased(List<NewEntry> batch) {
        List<NewEntry> naming =
                batch.stream().filter(entry -> !entry.references().isEmpty()).toList();
        if (naming.isEmpty()) {
            return List.of();
        }
        ErasedKeys erased = database.transaction(connection -> ErasedKeys.of(connection, naming));
        return naming.stream()
                .filter(entry -> namesErased(entry, erased))
                .map(NewEntry::letter)
                .toList();
    }

    private static boolean namesErased(NewEntry entry, ErasedKeys erased) {
        return entry.letter().key() != null && erased.hasReference(entry) && !erased.hasKey(entry.letter());
    }

    private static NewEntry later(NewEntry one, NewEntry other) {
        return other.letter().failure().at().isAfter(one.letter().failure().at()) ? other : one;
    }

    /** Gives each an id, and a time by the database's clock. */
    private static List<Numbered> numbered(Connection connection, List<NewEntry> entries) throws SQLException {
        List<Numbered> rows = new ArrayList<>(entries.size());
        try (PreparedStatement statement = connection.prepareStatement(RESERVE)) {
            statement.setInt(1, entries.size());
            try (ResultSet found = statement.executeQuery()) {
                Instant now = null;
                for (NewEntry entry : entries) {
                    found.next();
                    if (now == null) {
                        now = found.getObject(2, OffsetDateTime.class).toInstant();
                    }
                    Duration pause = entry.pause();
                    rows.add(new Numbered(entry, found.getLong(1), pause == null ? null : now.plus(pause)));
                }
            }
        }
        return rows;
    }

    private static void reopened(Connection connection, Set<Long> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REOPENED)) {
            new Columns(connection, statement).add("bigint", ids.toArray(Long[]::new));
            statement.executeUpdate();
        }
    }

    static String category(@Nullable FailureCategory category) {
        return category == null ? UNCLASSIFIED : category.name();
    }
}
