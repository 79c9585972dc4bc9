package dev.afterimage.cdc.type;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a JSON object of the struct's fields in the schema's order, null ones included. */
public final class StructWriter implements ValueWriter {
    private final ColumnType type;
    private final List<Member> members;
    private final Map<String, Integer> places = new HashMap<>();

    /**
     * One field.
     *
     * @param prefix {@code "name":} in UTF-8
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere, read on the hot path
    public record Member(String name, byte[] prefix, ValueWriter writer) {}

    StructWriter(ColumnType type, List<Member> members) {
        this.type = type;
        this.members = List.copyOf(members);
        for (Member member : members) {
            if (places.put(member.name(), places.size()) != null) {
                throw new IllegalArgumentException("two fields named " + member.name());
            }
        }
    }

    @Override
    public ColumnType type() {
        return type;
    }

    public List<Member> members() {
        return members;
    }

    /** The member's place, or -1. */
    public int indexOf(String name) {
        return places.getOrDefault(name, -1);
    }
}
