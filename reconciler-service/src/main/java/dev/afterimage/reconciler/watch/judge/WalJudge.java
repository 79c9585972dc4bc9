package dev.afterimage.reconciler.watch.judge;

import java.util.Map;

/** Judges how much of the source's log lies on its disk, whoever holds it back. Not thread-safe. */
public final class WalJudge {
    private final Band beyond;
    private final Memory before = new Memory();

    /** @param beyond bytes beyond what is usual */
    public WalJudge(Band beyond) {
        this.beyond = beyond;
    }

    public Reading judge(WalFacts wal) {
        double held = Math.max(0, wal.bytes() - wal.usualBytes());
        return Reading.of(
                        Sign.WAL,
                        "",
                        before.judge(beyond, "", held),
                        Words.bytes(wal.bytes()) + " of log are on the source's disk; up to "
                                + Words.bytes(wal.usualBytes()) + " is usual (max_wal_size)",
                        "find what holds it back: a slot of anybody (pg_replication_slots), an archiver that fails (pg_stat_archiver), or wal_keep_size")
                .with(Map.of(Figure.WAL, wal.bytes()));
    }
}
