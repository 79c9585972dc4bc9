package dev.afterimage.reconciler.table;

import dev.afterimage.reconciler.compare.Spelling;

/**
 * A column that is compared.
 *
 * @param column its name in the source
 * @param field the document's field
 * @param text expression of its canonical text
 * @param spelling in how many ways its text can be written
 */
public record ComparedColumn(String column, String field, String text, Spelling spelling) {}
