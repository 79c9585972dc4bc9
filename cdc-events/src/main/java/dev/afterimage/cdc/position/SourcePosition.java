package dev.afterimage.cdc.position;

/**
 * Where an event stands in its source's log.
 *
 * <p>Positions of one source and epoch are in commit order by {@link #version(int)}; positions of different sources are not comparable.
 */
public sealed interface SourcePosition permits PostgresPosition, MySqlPosition, MongoPosition {
    /**
     * The version that a document written from this event carries.
     *
     * @throws VersionOverflowException if the position does not fit
     */
    Version version(int epoch);

    /** The commit position in the source's own unit, as kept in {@code _cdc.commit}. */
    long commit();

    /** The position of the event itself ({@code _cdc.lsn}): the row's LSN, or the source's nearest equivalent. */
    long event();

    /** The full order within the transaction, 0 for snapshot rows. */
    long order();

    SnapshotKind snapshot();

    /** Whether the commit position is unknown, as in the first transaction streamed after a full snapshot. */
    default boolean commitUnknown() {
        return false;
    }

    /**
     * Judges this event as if it had been committed right after a full snapshot.
     *
     * @param snapshotCommit the snapshot's position, in the unit of {@link #commit()}
     */
    default Version versionAfterSnapshot(int epoch, long snapshotCommit) {
        throw new IllegalStateException("only a position with an unknown commit is judged after a snapshot");
    }
}
