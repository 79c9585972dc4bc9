package dev.afterimage.cdc.type;

import dev.afterimage.cdc.deadletter.EventFailure;

/** Writes a text as a JSON string, unchanged. */
final class TextWriter extends ScalarWriter {
    TextWriter(String label, ColumnType type) {
        super(label, type);
    }

    @Override
    public boolean copies(byte[] utf8, int from, int to) {
        return true;
    }

    @Override
    public void text(JsonBytes out, byte[] utf8, int from, int to) throws EventFailure {
        out.text(utf8, from, to);
    }
}
