package dev.afterimage.cdc.type;

import dev.afterimage.cdc.deadletter.EventFailure;

/** Writes an integer as JSON number, refusing one that its width cannot hold. */
final class IntWriter extends ScalarWriter {
    private final int bits;

    IntWriter(String label, ColumnType type, int bits) {
        super(label, type);
        this.bits = bits;
    }

    @Override
    public void number(JsonBytes out, long value) throws EventFailure {
        if (bits < Long.SIZE && value >> (bits - 1) != value >> (Long.SIZE - 1)) {
            throw mismatch("an integer of more than " + bits + " bits");
        }
        out.number(value);
    }
}
