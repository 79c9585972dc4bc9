package dev.afterimage.txn.assembly;

/**
 * When a transaction that is not whole is given up: no piece of it came for the limit, both by the clock and in the records' own time.
 *
 * <p>The clock alone would give up everything after a stop of the service, the records' time alone would run ahead while a backlog is read and
 * stand still when nothing comes. Where nothing came for the whole limit, the clock is enough.
 *
 * @param limitMs above 0
 */
public record TimeLimit(long limitMs) {
    public TimeLimit {
        if (limitMs <= 0) {
            throw new IllegalArgumentException("the limit is above 0");
        }
    }

    /**
     * Whether it is up.
     *
     * @param readingSince when this task began to read, by the clock: what was not read before does not count
     * @param lastRead when it read its last record of any transaction, by the clock
     */
    public boolean isUp(Times times, long streamMs, long wallMs, long readingSince, long lastRead) {
        if (wallMs - Math.max(times.lastWall(), readingSince) < limitMs) {
            return false;
        }
        return streamMs - times.lastStream() >= limitMs || wallMs - Math.max(lastRead, readingSince) >= limitMs;
    }
}
