package dev.afterimage.cdc.type;

/** Writes {@code true} or {@code false}. */
final class BoolWriter extends ScalarWriter {
    BoolWriter(String label) {
        super(label, new ColumnType.Bool());
    }

    @Override
    public void bool(JsonBytes out, boolean value) {
        out.ascii(value ? "true" : "false");
    }
}
