package dev.afterimage.indexer.index.catalogue;

/**
 * One column as it is to be indexed.
 *
 * @param column the column's name
 * @param field its field in the document
 * @param kind how it is indexed
 * @param source what it is at the source, for people
 */
record PlannedField(String column, String field, FieldKind kind, String source) {}
