package dev.afterimage.cdc.type;

import dev.afterimage.cdc.deadletter.EventFailure;

/**
 * Writes a value of JSON without schema as it stands; only the texts that stand for an infinite date or timestamp, which no source can
 * store as such, become {@code infinity} as they do where the type is known.
 */
final class UntypedWriter extends ScalarWriter {
    UntypedWriter(String label) {
        this(label, new ColumnType.Untyped());
    }

    /** @param type what the operator says that the values are; they are written as they stand all the same */
    UntypedWriter(String label, ColumnType type) {
        super(label, type);
    }

    @Override
    public boolean takesAnyJson() {
        return true;
    }

    @Override
    public void bool(JsonBytes out, boolean value) {
        out.ascii(value ? "true" : "false");
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

    @Override
    public void digits(JsonBytes out, byte[] json, int from, int to, boolean integral) {
        out.put(json, from, to);
    }
}
