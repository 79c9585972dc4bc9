package dev.afterimage.indexer.rebuild;

/** How a document of the new generation fails to be what the old one has. */
public enum Difference {
    /** It is not there. */
    MISSING,
    /** It is older. */
    STALE,
    /** It has the same version and another content. */
    OTHER,
    /** The old generation has no such document, and it is not on its way there. */
    EXTRA
}
