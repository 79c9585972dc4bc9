package dev.afterimage.reconciler.table;

import org.jspecify.annotations.Nullable;

/**
 * A column that is not compared, and why.
 *
 * @param column its name in the source
 * @param field the document's field, or null if documents do not have it
 * @param reason for a person
 * @param verifiable whether the documents' own checksums leave it out too, so that these can be compared
 */
public record LeftOut(String column, @Nullable String field, String reason, boolean verifiable) {}
