package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.event.Operation;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.cdc.position.PostgresPosition;
import dev.afterimage.cdc.position.SnapshotKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A database with a log like PostgreSQL's and a connector like Debezium's, making random histories.
 *
 * <p>Row LSNs are drawn when a row is written, events are delivered when their transaction commits, so lower LSNs come later. Transactions
 * stay open across snapshots of every kind (FACTS §1). The connector restarts and delivers a suffix again, with the positions that it had.
 */
final class SimulatedSource {
    private static final long PER_COMMIT = 1_000_000;

    private final HistorySettings settings;
    private final Random random;
    private final LongSupplier clock;
    private final Consumer<SourceEvent> connector;
    private final Map<String, Map<Integer, SourceRow>> tables = new TreeMap<>();
    private final List<SourceTransaction> open = new ArrayList<>();
    private final Set<SourceTransaction> reusing = new HashSet<>();
    private final List<List<SourceEvent>> delivered = new ArrayList<>();
    private long lsn = 24_000_000;
    private long lastCommit = PostgresPosition.UNKNOWN;
    private long commits;
    private int values;
    private int events;
    private int generation;
    private boolean connected;

    SimulatedSource(HistorySettings settings, Random random, LongSupplier clock, Consumer<SourceEvent> connector) {
        this.settings = settings;
        this.random = random;
        this.clock = clock;
        this.connector = connector;
        for (int i = 0; i < settings.tables(); i++) {
            tables.put("shop.public.t" + i, new HashMap<>());
        }
    }

    List<String> tables() {
        return List.copyOf(tables.keySet());
    }

    Map<Integer, SourceRow> rows(String table) {
        return tables.getOrDefault(table, Map.of());
    }

    /** Something before the connector ever came. */
    void begin() {
        for (int i = random.nextInt(30); i > 0; i--) {
            work();
        }
        fullSnapshot();
    }

    /** Does one thing. */
    void step() {
        switch (random.nextInt(settings.snapshots() ? 40 : 34)) {
            case 0, 1 -> redeliver();
            case 2 -> keyReuse();
            case 3 -> generation = random.nextInt(SourceRow.SCHEMAS.size());
            case 34, 35, 36 -> snapshotOf(SnapshotKind.INCREMENTAL, 3);
            case 37 -> snapshotOf(SnapshotKind.BLOCKING, Integer.MAX_VALUE);
            case 38 -> {
                if (random.nextInt(4) == 0) {
                    fullSnapshot();
                }
            }
            default -> work();
        }
    }

    /** Ends every open transaction. */
    void end() {
        while (!open.isEmpty()) {
            finish(open.getFirst());
        }
    }

    private void work() {
        if (open.isEmpty() || open.size() < 4 && random.nextInt(5) == 0) {
            open.add(new SourceTransaction());
            return;
        }
        SourceTransaction transaction = open.get(random.nextInt(open.size()));
        int dice = random.nextInt(100);
        if (dice < 22) {
            finish(transaction);
        } else if (dice < 22 + settings.truncates()) {
            truncate(transaction, table());
        } else {
            change(transaction, table(), random.nextInt(settings.keys()));
        }
    }

    private String table() {
        return tables().get(random.nextInt(tables.size()));
    }

    private void finish(SourceTransaction transaction) {
        open.remove(transaction);
        if (random.nextInt(12) != 0) {
            commit(transaction);
        }
    }

    private boolean mayWrite(SourceTransaction transaction, String table, int id) {
        return open.stream()
                .filter(other -> other != transaction)
                .noneMatch(other -> other.wrote(table, id) || other.locks(table));
    }

    private void change(SourceTransaction transaction, String table, int id) {
        if (!mayWrite(transaction, table, id)) {
            return;
        }
        SourceRow before = transaction.see(table, id, rows(table).get(id));
        if (before == null) {
            SourceRow made = new SourceRow(id, value(), body());
            write(transaction, table, Operation.CREATE, id, null, made, true);
            return;
        }
        int dice = random.nextInt(10);
        if (dice < 6) {
            boolean newBody = random.nextInt(3) == 0;
            SourceRow after = new SourceRow(id, value(), newBody ? body() : before.body());
            write(transaction, table, Operation.UPDATE, id, before, after, newBody);
        } else if (dice < 8) {
            write(transaction, table, Operation.DELETE, id, before, null, true);
        } else {
            int other = random.nextInt(settings.keys());
            if (mayWrite(transaction, table, other)
                    && transaction.see(table, other, rows(table).get(other)) == null) {
                write(transaction, table, Operation.DELETE, id, before, null, true);
                SourceRow moved = new SourceRow(other, value(), before.body());
                write(transaction, table, Operation.CREATE, other, null, moved, true);
            }
        }
    }

    private void truncate(SourceTransaction transaction, String table) {
        if (open.stream().filter(other -> other != transaction).noneMatch(other -> other.touched(table))) {
            write(transaction, table, Operation.TRUNCATE, -1, null, null, true);
        }
    }

    /** B inserts a key that A still has to delete: B's row has the lower LSN and is committed later. */
    private void keyReuse() {
        String table = table();
        int id = random.nextInt(settings.keys());
        SourceTransaction inserting = new SourceTransaction();
        if (rows(table).containsKey(id) && mayWrite(inserting, table, id)) {
            long early = nextLsn();
            for (int i = random.nextInt(4); i > 0; i--) {
                work();
            }
            SourceRow there = rows(table).get(id);
            if (there == null || !mayWrite(inserting, table, id)) {
                return;
            }
            SourceTransaction deleting = new SourceTransaction();
            write(deleting, table, Operation.DELETE, id, there, null, true);
            commit(deleting);
            inserting.write(new SourceTransaction.Change(
                    table, Operation.CREATE, id, early, null, new SourceRow(id, value(), body()), true));
            open.add(inserting);
            reusing.add(inserting);
        }
    }

    private void write(
            SourceTransaction transaction,
            String table,
            Operation operation,
            int id,
            @Nullable SourceRow before,
            @Nullable SourceRow after,
            boolean bodySent) {
        transaction.write(new SourceTransaction.Change(table, operation, id, nextLsn(), before, after, bodySent));
    }

    private void commit(SourceTransaction transaction) {
        transaction.commitTo(tables);
        commits++;
        List<SourceEvent> sent = new ArrayList<>();
        long order = random.nextInt(100) < settings.large() ? 4_085 : 0;
        for (SourceTransaction.Change change : transaction.changes()) {
            order++;
            PostgresPosition position = new PostgresPosition(lastCommit, change.lsn(), order, SnapshotKind.NONE);
            sent.add(streamed(change, position, commits * PER_COMMIT + order));
        }
        lastCommit = nextLsn();
        if (connected) {
            if (random.nextInt(40) == 0 && !sent.isEmpty()) {
                sent.subList(0, random.nextInt(sent.size())).forEach(connector);
                redeliver();
            }
            sent.forEach(connector);
            delivered.add(sent);
        }
    }

    private SourceEvent streamed(SourceTransaction.Change change, PostgresPosition position, long rank) {
        TableSchema schema = schema();
        SourceRow before = change.before();
        SourceRow after = change.after();
        RowImage image = after == null ? null : change.bodySent() ? after.whole(schema) : after.withoutBody(schema);
        RowImage old = settings.fullIdentity() && before != null
                ? before.whole(schema)
                : change.operation() == Operation.DELETE ? SourceRow.identity(change.id(), schema) : null;
        return new SourceEvent(
                events++,
                change.table(),
                change.operation(),
                change.id(),
                position,
                rank,
                clock.getAsLong(),
                after,
                image,
                old);
    }

    /** The connector comes, or comes anew without losing anything: all rows at one position, with transactions open across it. */
    private void fullSnapshot() {
        endTruncates();
        if (connected) {
            // A key re-used by a transaction that is open across a second full snapshot is the one history that
            // positions do not tell.
            List.copyOf(open).stream().filter(reusing::contains).forEach(this::finish);
        }
        connected = true;
        delivered.clear();
        lastCommit = PostgresPosition.UNKNOWN;
        read(new PostgresPosition(PostgresPosition.UNKNOWN, nextLsn(), 0, SnapshotKind.FULL), Integer.MAX_VALUE);
    }

    private void snapshotOf(SnapshotKind kind, int most) {
        endTruncates();
        if (lastCommit != PostgresPosition.UNKNOWN) {
            read(new PostgresPosition(lastCommit, lastCommit, 0, kind), most);
        }
    }

    /** A truncate locks its table until it commits: whoever wants to read it waits. */
    private void endTruncates() {
        for (SourceTransaction transaction : List.copyOf(open)) {
            if (tables.keySet().stream().anyMatch(transaction::locks)) {
                finish(transaction);
            }
        }
    }

    private void read(PostgresPosition position, int most) {
        List<SourceEvent> rows = new ArrayList<>();
        tables.forEach((table, all) -> all.forEach((id, row) -> rows.add(new SourceEvent(
                events++,
                table,
                Operation.READ,
                id,
                position,
                (commits + 1) * PER_COMMIT,
                clock.getAsLong(),
                row,
                row.whole(schema()),
                null))));
        Collections.shuffle(rows, random);
        rows.subList(0, Math.min(most, rows.size())).forEach(connector);
    }

    private void redeliver() {
        int from = delivered.size() - random.nextInt(1 + Math.min(delivered.size(), 6));
        delivered.subList(from, delivered.size()).forEach(sent -> sent.forEach(connector));
    }

    private TableSchema schema() {
        return SourceRow.SCHEMAS.get(generation);
    }

    private long nextLsn() {
        lsn += 8 * (1 + random.nextInt(20));
        return lsn;
    }

    private String value() {
        return (random.nextInt(100) < settings.poison() ? SimulatedSink.POISON : "v") + values++;
    }

    private String body() {
        String start = random.nextInt(100) < settings.poison() ? SimulatedSink.POISON : "a long body, stored apart ";
        return start + values++;
    }
}
