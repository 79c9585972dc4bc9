package dev.afterimage.cdc.key;

/** The two aliases that stand beside every index. */
public final class IndexNames {
    private static final String WRITE = ".write";
    private static final String LIVE = ".live";

    private IndexNames() {}

    /** What the indexer writes through, so that a missing index is an error and never made by a write. */
    public static String writeAlias(String index) {
        return index + WRITE;
    }

    /** What readers search: the index without its tombstone documents. */
    public static String liveAlias(String index) {
        return index + LIVE;
    }
}
