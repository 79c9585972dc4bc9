package dev.afterimage.cdc.event;

import org.jspecify.annotations.Nullable;

/** What Debezium's {@code op} says was done; {@link #code} is its letter and the document's {@code _cdc.op}. */
public enum Operation {
    CREATE('c'),
    UPDATE('u'),
    READ('r'),
    DELETE('d'),
    TRUNCATE('t'),
    MESSAGE('m');

    private static final Operation[] ALL = values();

    private final char code;

    Operation(char code) {
        this.code = code;
    }

    public char code() {
        return code;
    }

    /** The operation of a letter, or null. */
    public static @Nullable Operation of(int code) {
        for (Operation operation : ALL) {
            if (operation.code == code) {
                return operation;
            }
        }
        return null;
    }
}
