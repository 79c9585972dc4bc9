package dev.afterimage.cdc.type;

import dev.afterimage.cdc.deadletter.EventFailure;

/** Writes a time of day that came as milli-, micro- or nanoseconds since midnight. */
final class TimeOfDayWriter extends ScalarWriter {
    /** MySQL's TIME reaches 838 hours both ways. */
    private static final long MAX_HOURS = 839;

    private final long max;
    private final long nanos;

    /** @param perSecond how many of its units make a second */
    TimeOfDayWriter(String label, long perSecond) {
        super(label, new ColumnType.Time(false));
        this.max = perSecond * 3600 * MAX_HOURS;
        this.nanos = TemporalText.NANOS_PER_SECOND / perSecond;
    }

    @Override
    public void number(JsonBytes out, long value) throws EventFailure {
        if (value > max || value < -max) {
            throw unsupported("a time of day beyond every one that a source can store");
        }
        out.put('"');
        TemporalText.time(out, value * nanos);
        out.put('"');
    }
}
