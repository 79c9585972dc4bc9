package dev.afterimage.cdc.envelope;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of an event's source and transaction blocks that position and origin are made of. */
public enum SourceField {
    NAME("name"),
    CONNECTOR("connector"),
    DB("db"),
    SCHEMA("schema"),
    TABLE("table"),
    COLLECTION("collection"),
    SNAPSHOT("snapshot"),
    TS_MS("ts_ms"),
    SEQUENCE("sequence"),
    LSN("lsn"),
    FILE("file"),
    POS("pos"),
    ROW("row"),
    ORD("ord"),
    /** {@code transaction.id}. */
    TRANSACTION_ID("id"),
    /** {@code transaction.total_order}. */
    TOTAL_ORDER("total_order");

    private static final SourceField[] ALL = values();

    /** The names within the source block, each at its field's ordinal. */
    static final List<String> SOURCE_NAMES = Arrays.stream(ALL)
            .map(field -> field.ordinal() < TRANSACTION_ID.ordinal() ? field.wireName : "")
            .toList();

    private final String wireName;

    SourceField(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    static SourceField at(int ordinal) {
        return ALL[ordinal];
    }

    /** The field that the source block has under this name, or null. */
    public static @Nullable SourceField ofSource(String name) {
        int code = SOURCE_NAMES.indexOf(name);
        return code < 0 || name.isEmpty() ? null : ALL[code];
    }

    /** The field that the transaction block has under this name, or null. */
    public static @Nullable SourceField ofTransaction(String name) {
        return switch (name) {
            case "id" -> TRANSACTION_ID;
            case "total_order" -> TOTAL_ORDER;
            default -> null;
        };
    }
}
