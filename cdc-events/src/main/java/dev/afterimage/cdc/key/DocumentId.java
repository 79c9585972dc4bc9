package dev.afterimage.cdc.key;

/**
 * The id of a row's document.
 *
 * @param text 1 to 512 UTF-8 bytes, any characters: to be escaped wherever it is written
 * @param keepKey whether the key cannot be read from the id, so that the document must hold it ({@code _cdc.key})
 */
public record DocumentId(String text, boolean keepKey) {
    /** The longest id that Elasticsearch takes, in UTF-8 bytes. */
    public static final int MAX_BYTES = 512;

    /** Ids may be personal data: not for logs. */
    @Override
    public String toString() {
        return "DocumentId[" + text.length() + " characters]";
    }
}
