package dev.afterimage.reconciler.watch.judge;

/** The vital signs of a pipeline, in the order of its parts. */
public enum Sign {
    SLOT("slot"),
    WAL("wal"),
    SCHEMA("schema"),
    CONNECTOR("connector"),
    REGISTRY("registry"),
    SILENCE("silence"),
    LAG("lag"),
    RETENTION("retention"),
    DEAD_LETTERS("dead-letters"),
    FRESHNESS("freshness");

    private final String word;

    Sign(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
