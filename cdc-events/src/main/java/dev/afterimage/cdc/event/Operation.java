package dev.afterimage.cdc.event;

/** What Debezium's {@code op} says was done; {@link #code} is its letter and the document's {@code _cdc.op}. */
public enum Operation {
    CREATE('c'),
    UPDATE('u'),
    READ('r'),
    DELETE('d'),
    TRUNCATE('t'),
    MESSAGE('m');

    private final char code;

    Operation(char code) {
        this.code = code;
    }

    public char code() {
        return code;
    }
}
