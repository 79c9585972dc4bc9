package dev.afterimage.cdc.type;

import dev.afterimage.cdc.deadletter.EventFailure;

/** Writes a timestamp that came as milli-, micro- or nanoseconds since 1970. */
final class EpochTimestampWriter extends ScalarWriter {
    /** The year 294277, after PostgreSQL's last timestamp, and 4714 BC, before its first, in days since 1970. */
    private static final long LAST_DAY = 106_762_940L;

    private static final long FIRST_DAY = -2_440_588L;

    private final long perDay;
    private final long nanos;

    /** @param perSecond how many of its units make a second */
    EpochTimestampWriter(String label, long perSecond) {
        super(label, new ColumnType.Timestamp(false));
        this.perDay = perSecond * 86_400;
        this.nanos = TemporalText.NANOS_PER_SECOND / perSecond;
    }

    @Override
    public void number(JsonBytes out, long value) throws EventFailure {
        String infinity = Infinity.ofEpoch(value);
        if (infinity != null) {
            out.quotedAscii(infinity);
            return;
        }
        long day = Math.floorDiv(value, perDay);
        if (day > LAST_DAY || day < FIRST_DAY) {
            throw unsupported("a timestamp beyond every one that a source can store");
        }
        out.put('"');
        TemporalText.timestamp(out, day, Math.floorMod(value, perDay) * nanos);
        out.put('"');
    }
}
