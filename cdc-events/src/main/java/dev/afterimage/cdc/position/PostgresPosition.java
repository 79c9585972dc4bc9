package dev.afterimage.cdc.position;

/**
 * A position in PostgreSQL's write-ahead log.
 *
 * <p>The commit position is the first element of {@code source.sequence}: it does not fall in delivery order, is constant within a
 * transaction and rises from one to the next. It is null in full-snapshot rows and in the first transaction streamed after a snapshot;
 * there the event's own LSN stands in (for snapshot rows it is the snapshot's position). LSNs are bytes; WAL records are 8-byte aligned.
 *
 * @param lastCommit {@code sequence[0]}, or {@link #UNKNOWN}
 * @param event {@code sequence[1]}: the event's own LSN
 * @param order {@code transaction.total_order}, 0 for snapshot rows
 * @param snapshot how the row was read
 */
public record PostgresPosition(long lastCommit, long event, long order, SnapshotKind snapshot)
        implements SourcePosition {
    /** Stands for a null {@code sequence[0]}. */
    public static final long UNKNOWN = -1;

    private static final int ALIGNMENT_BITS = 3;

    public PostgresPosition {
        if (event < 0 || order < 0 || lastCommit < UNKNOWN) {
            throw new IllegalArgumentException(
                    "no such position: commit " + lastCommit + ", event " + event + ", order " + order);
        }
    }

    @Override
    public long commit() {
        return lastCommit == UNKNOWN ? event : lastCommit;
    }

    @Override
    public boolean commitUnknown() {
        return lastCommit == UNKNOWN && snapshot == SnapshotKind.NONE;
    }

    @Override
    public Version version(int epoch) {
        return Version.of(epoch, commit() >>> ALIGNMENT_BITS, order);
    }

    @Override
    public Version versionAfterSnapshot(int epoch, long snapshotCommit) {
        if (!commitUnknown()) {
            return SourcePosition.super.versionAfterSnapshot(epoch, snapshotCommit);
        }
        return Version.of(epoch, snapshotCommit >>> ALIGNMENT_BITS, order);
    }
}
