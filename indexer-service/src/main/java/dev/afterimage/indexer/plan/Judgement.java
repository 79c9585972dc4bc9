package dev.afterimage.indexer.plan;

/** What an event is worth against an image that exists. */
public sealed interface Judgement {
    /**
     * It is newer, or the same event again.
     *
     * @param version the version to write it with
     * @param snapshot what to write as {@code _cdc.snapshot}, or {@link StoredImage#NO_SNAPSHOT}
     */
    record Newer(long version, long snapshot) implements Judgement {}

    /**
     * It is older.
     *
     * @param version the version that it was judged with
     * @param snapshot the full snapshot that it was judged by, or {@link StoredImage#NO_SNAPSHOT}
     */
    record Superseded(long version, long snapshot) implements Judgement {}

    /** The image belongs to another source: their versions do not compare. */
    record Foreign(String source) implements Judgement {}

    /** Nothing can tell which of the two is newer. */
    record Ambiguous() implements Judgement {}
}
