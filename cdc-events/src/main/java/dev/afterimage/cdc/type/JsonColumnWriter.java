package dev.afterimage.cdc.type;

import dev.afterimage.cdc.deadletter.EventFailure;

/**
 * Embeds a column that holds JSON text, as it stands; line breaks and tabs between its tokens become spaces, so that it fits on one line.
 */
final class JsonColumnWriter extends ScalarWriter {
    private final Placeholder placeholder;
    private final boolean takesAnyJson;

    /** @param takesAnyJson whether the wire form may have embedded the value already */
    JsonColumnWriter(String label, Placeholder placeholder, boolean takesAnyJson) {
        super(label, new ColumnType.Json());
        this.placeholder = placeholder;
        this.takesAnyJson = takesAnyJson;
    }

    @Override
    public boolean takesAnyJson() {
        return takesAnyJson;
    }

    @Override
    public void text(JsonBytes out, byte[] utf8, int from, int to) throws EventFailure {
        if (placeholder.isText(utf8, from, to)) {
            out.markPlaceholder();
            return;
        }
        JsonCursor cursor = new JsonCursor();
        cursor.reset(utf8, from, to);
        try {
            cursor.skipValue();
            cursor.end();
        } catch (EventFailure notJson) {
            throw unsupported("the value cannot be embedded as JSON: " + notJson.getMessage());
        }
        int start = out.length();
        out.put(utf8, from, to);
        byte[] written = out.array();
        for (int i = start; i < out.length(); i++) {
            if (written[i] >= 0 && written[i] < ' ') {
                written[i] = ' ';
            }
        }
    }
}
