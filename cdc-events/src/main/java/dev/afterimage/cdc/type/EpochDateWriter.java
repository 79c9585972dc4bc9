package dev.afterimage.cdc.type;

import dev.afterimage.cdc.deadletter.EventFailure;

/** Writes a date that came as days since 1970. */
final class EpochDateWriter extends ScalarWriter {
    /** PostgreSQL's dates end with the year 5874897 and begin in 4714 BC; what lies beyond is a sentinel that we do not know. */
    private static final long LAST_DAY = 2_145_042_905L;

    private static final long FIRST_DAY = -2_440_588L;

    EpochDateWriter(String label) {
        super(label, new ColumnType.Date());
    }

    @Override
    public void number(JsonBytes out, long value) throws EventFailure {
        String infinity = Infinity.ofEpochDay(value);
        if (infinity != null) {
            out.quotedAscii(infinity);
            return;
        }
        if (value > LAST_DAY || value < FIRST_DAY) {
            throw unsupported("day " + value + " is beyond every date that a source can store");
        }
        out.put('"');
        TemporalText.date(out, value);
        out.put('"');
    }
}
