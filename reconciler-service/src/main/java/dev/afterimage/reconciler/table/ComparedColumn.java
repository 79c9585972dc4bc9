package dev.afterimage.reconciler.table;

/**
 * A column that is compared.
 *
 * @param column its name in the source
 * @param field the document's field
 * @param text expression of its canonical text
 * @param json whether its text is JSON, of which another spelling is no difference
 */
public record ComparedColumn(String column, String field, String text, boolean json) {}
