package dev.afterimage.indexer.index.catalogue;

/** How a JSON column is indexed. */
public enum JsonForm {
    /** Kept exactly and not searched; takes any JSON. */
    STORED,
    /** One field whose leaves are searched as keywords; takes objects only, nested up to 20 deep. */
    FLATTENED,
    /** An object whose members are mapped as they appear; a member whose type changes, or a value that is no object, is refused. */
    OBJECT
}
