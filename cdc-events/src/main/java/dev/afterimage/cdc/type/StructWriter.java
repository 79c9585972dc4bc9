package dev.afterimage.cdc.type;

import java.util.List;

/** Writes a JSON object of the struct's fields in the schema's order, null ones included. */
public record StructWriter(ColumnType type, List<Member> members) implements ValueWriter {
    /**
     * One field.
     *
     * @param prefix {@code "name":} in UTF-8
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere, read on the hot path
    public record Member(String name, byte[] prefix, ValueWriter writer) {}

    public StructWriter {
        members = List.copyOf(members);
    }

    /** The member's place, or -1. */
    public int indexOf(String name) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
