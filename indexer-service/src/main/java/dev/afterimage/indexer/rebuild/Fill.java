package dev.afterimage.indexer.rebuild;

/** Where the documents of a new generation come from, before it follows the topics. */
public enum Fill {
    /** All documents of the old one, as they are: for changes of mapping, shards and analysis. */
    DOCUMENTS,
    /** The topics from their beginning, and the old one's tombstones: for changes of what stands in a document. */
    TOPIC,
    /** It holds them already: the way back. */
    NOTHING;

    /** Whether equal versions must have equal content. */
    public boolean keepsContent() {
        return this != TOPIC;
    }
}
