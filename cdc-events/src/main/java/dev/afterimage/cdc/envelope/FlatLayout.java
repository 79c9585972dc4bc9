package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.type.RowLayout;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which members of a flattened record are the row's columns and which are metadata that {@code add.fields} brought. Immutable. */
final class FlatLayout {
    private static final String SOURCE = "__source_";
    private static final String TRANSACTION = "__transaction_";

    private final List<Member> members;
    private final RowLayout row;
    private final List<String> missing;

    /** What a member is. */
    enum Role {
        COLUMN,
        /** A field of the source or transaction block. */
        FIELD,
        OPERATION,
        DELETED,
        /** Metadata without a meaning here. */
        OTHER
    }

    /**
     * One member.
     *
     * @param prefix {@code "name":} in UTF-8
     * @param field the field that it is, or null
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere, read on the hot path
    record Member(
            String name, byte[] prefix, Role role, @Nullable SourceField field) {}

    /**
     * @param names all members in order
     * @param row the layout of those that are columns
     */
    FlatLayout(List<String> names, RowLayout row) {
        this.row = row;
        List<Member> all = new ArrayList<>(names.size());
        for (String name : names) {
            SourceField field = field(name);
            all.add(new Member(name, RowLayout.prefix(name), role(name, field), field));
        }
        this.members = List.copyOf(all);
        this.missing = missing(all);
    }

    List<Member> members() {
        return members;
    }

    RowLayout row() {
        return row;
    }

    /** The fields without which an event has no exact position, as {@code add.fields} names them; empty if all are there. */
    List<String> missing() {
        return missing;
    }

    /** Whether a record with these members has metadata, so that it is a flattened event. */
    static boolean flattened(List<String> names) {
        return names.stream().anyMatch(FlatLayout::metadata);
    }

    /** Whether the name is one that {@code ExtractNewRecordState} gives to metadata. */
    static boolean metadata(String name) {
        return role(name, null) != Role.COLUMN;
    }

    /** The field of the source or transaction block that the name stands for, or null. */
    static @Nullable SourceField field(String name) {
        if (name.startsWith(SOURCE)) {
            return SourceField.ofSource(name.substring(SOURCE.length()));
        }
        return name.startsWith(TRANSACTION) ? SourceField.ofTransaction(name.substring(TRANSACTION.length())) : null;
    }

    private static Role role(String name, @Nullable SourceField field) {
        if (field != null) {
            return Role.FIELD;
        }
        return switch (name) {
            case "__op" -> Role.OPERATION;
            case "__deleted" -> Role.DELETED;
            case "__ts_ms", "__ts_us", "__ts_ns" -> Role.OTHER;
            default -> name.startsWith(SOURCE) || name.startsWith(TRANSACTION) ? Role.OTHER : Role.COLUMN;
        };
    }

    private static List<String> missing(List<Member> members) {
        Set<SourceField> fields = EnumSet.noneOf(SourceField.class);
        List<String> missing = new ArrayList<>();
        if (members.stream().noneMatch(member -> member.role() == Role.OPERATION)) {
            missing.add("op");
        }
        for (Member member : members) {
            if (member.field() != null) {
                fields.add(member.field());
            }
        }
        for (SourceField field :
                List.of(SourceField.NAME, SourceField.CONNECTOR, SourceField.TS_MS, SourceField.SNAPSHOT)) {
            if (!fields.contains(field)) {
                missing.add("source." + field.wireName());
            }
        }
        boolean mySql = fields.containsAll(Set.of(SourceField.FILE, SourceField.POS, SourceField.ROW));
        boolean mongo = fields.contains(SourceField.ORD);
        if (!mySql && !mongo && !fields.contains(SourceField.SEQUENCE)) {
            missing.add("source.sequence");
        }
        if (!mySql && !mongo && !fields.contains(SourceField.TOTAL_ORDER)) {
            missing.add("transaction.total_order");
        }
        return List.copyOf(missing);
    }
}
