package dev.afterimage.indexer.index.catalogue;

/**
 * A column whose field does not index what the column now is; its values stand in the documents all the same, unless refused.
 *
 * @param column the column's name
 * @param field its field in the document
 * @param indexedAs what the index says of the field
 * @param sourceNow what the column is at the source
 * @param effect what follows
 */
public record Diagnosis(String column, String field, String indexedAs, String sourceNow, Effect effect) {
    /** What follows from a field that does not fit its column. */
    public enum Effect {
        /** Documents are stored whole; searching this field misses values, or finds them by their text only. */
        NOT_SEARCHED_EXACTLY,
        /** Documents that hold a value here are refused by the index, and parked. */
        REFUSED
    }

    /** One sentence for pages and logs. */
    public String message() {
        String subject = column.equals(field) ? "column " + column : "column " + column + " (field " + field + ")";
        return switch (effect) {
            case NOT_SEARCHED_EXACTLY ->
                subject + " is " + sourceNow + " at the source and indexed as " + indexedAs
                        + ": documents are whole, searches on it are not exact until the index is built anew";
            case REFUSED ->
                subject + " is " + sourceNow + " at the source and indexed as " + indexedAs
                        + ": documents with such a value are refused and parked until the index is built anew or the column left out";
        };
    }
}
