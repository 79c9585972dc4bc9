package dev.afterimage.cdc.type;

import dev.afterimage.cdc.deadletter.EventFailure;

/** Writes a date or time that came as ISO text, as it came; the sentinels of infinity as {@code infinity}. */
final class IsoTextWriter extends ScalarWriter {
    IsoTextWriter(String label, ColumnType type) {
        super(label, type);
    }

    @Override
    public boolean copies(byte[] utf8, int from, int to) {
        return Infinity.ofText(utf8, from, to) == null;
    }

    @Override
    public void text(JsonBytes out, byte[] utf8, int from, int to) throws EventFailure {
        String infinity = Infinity.ofText(utf8, from, to);
        if (infinity != null) {
            out.quotedAscii(infinity);
        } else {
            out.text(utf8, from, to);
        }
    }
}
