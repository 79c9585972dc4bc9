package dev.afterimage.cdc.position;

/**
 * A position in the binary log of MySQL or MariaDB.
 *
 * <p>The binlog is written at commit, so file number and position together are in commit order; {@code pos} restarts with every file.
 * The rows of one event share it, and so do all rows of a transaction that the server compressed: the order within the transaction tells
 * them apart, which their place within the event would not. GTID sets have no total order and are not used. The file number takes 14 bits
 * and the position 32: file 16384 needs a new epoch.
 *
 * @param file the number at the end of the binlog file's name, 0 to 16383
 * @param pos byte position in the file, 0 to 2^32 - 1
 * @param order {@code transaction.total_order}, or the row's place within its event where the connector gives no order; 0 for snapshot rows
 * @param snapshot how the row was read
 */
public record MySqlPosition(long file, long pos, long order, SnapshotKind snapshot) implements SourcePosition {
    private static final int POS_BITS = 32;
    private static final long MAX_POS = (1L << POS_BITS) - 1;

    public MySqlPosition {
        if (file < 0 || pos < 0 || order < 0) {
            throw new IllegalArgumentException("no such position: file " + file + ", pos " + pos + ", order " + order);
        }
    }

    @Override
    public long commit() {
        if (pos > MAX_POS) {
            throw new VersionOverflowException("binlog position " + pos + " is over " + MAX_POS);
        }
        if (file > Version.MAX_COMMIT >>> POS_BITS) {
            throw new VersionOverflowException("binlog file number " + file + " is over "
                    + (Version.MAX_COMMIT >>> POS_BITS) + ": open a new epoch and reset the binary log's numbering");
        }
        return (file << POS_BITS) | pos;
    }

    @Override
    public long event() {
        return pos;
    }

    @Override
    public Version version(int epoch) {
        return Version.of(epoch, commit(), order);
    }
}
