package dev.afterimage.dlq.letter;

import org.jspecify.annotations.Nullable;

/**
 * Says that rows of one table name the key of a row of another, so that what is erased there is erased here. Immutable.
 *
 * @param topic the topic of the table that names the other
 * @param column its column that holds the other's key
 * @param parent the topic of the table that is named
 * @param parentColumn which column of the parent's key is held; null where that key has one column only
 */
public record Relation(
        String topic,
        String column,
        String parent,
        @Nullable String parentColumn) {
    /**
     * Reads {@code child.topic:column=parent.topic} or {@code child.topic:column=parent.topic:key-column}.
     *
     * @throws IllegalArgumentException if the text is of another form
     */
    public static Relation parse(String text) {
        int sign = text.lastIndexOf('=');
        String child = sign < 0 ? "" : text.substring(0, sign).strip();
        String parent = text.substring(sign + 1).strip();
        int inChild = child.indexOf(':');
        int inParent = parent.indexOf(':');
        if (inChild < 1 || inChild == child.length() - 1 || inParent == parent.length() - 1) {
            throw malformed();
        }
        Relation relation = new Relation(
                child.substring(0, inChild).strip(),
                child.substring(inChild + 1).strip(),
                (inParent < 0 ? parent : parent.substring(0, inParent)).strip(),
                inParent < 0 ? null : parent.substring(inParent + 1).strip());
        if (!Coordinates.isTopic(relation.topic())
                || !Coordinates.isTopic(relation.parent())
                || relation.column().isEmpty()) {
            throw malformed();
        }
        return relation;
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "a relation is child.topic:column=parent.topic or child.topic:column=parent.topic:key-column");
    }
}
