package dev.afterimage.indexer.index;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What Elasticsearch said of one failed operation, safe to log: its reason is clipped and holds no values of the row.
 *
 * @param type such as {@code document_parsing_exception}
 * @param reason in Elasticsearch's words, values left out
 */
public record ItemError(String type, String reason) {
    private static final int LONGEST = 400;

    public ItemError {
        reason = clipped(withoutValues(reason));
    }

    @Override
    public String toString() {
        return type + ": " + reason;
    }

    /** Reads the object whose start is the parser's current token. */
    static ItemError read(JsonParser json) throws IOException {
        String type = "";
        String reason = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_STRING && name.equals("type")) {
                type = clipped(json.getText());
            } else if (value == JsonToken.VALUE_STRING && name.equals("reason")) {
                reason = json.getText();
            } else {
                json.skipChildren();
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("an error object ends early");
        }
        return new ItemError(type, reason);
    }

    /**
     * Elasticsearch previews values in its reasons, between quotes, in the text of a source snippet, or as a whole request: those are data
     * of the row.
     */
    private static String withoutValues(String reason) {
        int data = reason.length();
        for (String marker : new String[] {
            "Preview of field's value", "[Source:", ", request: [", "The prefix of the first", ": id ["
        }) {
            int at = reason.indexOf(marker);
            if (at >= 0) {
                data = Math.min(data, at);
            }
        }
        StringBuilder kept = new StringBuilder(Math.min(data, LONGEST));
        char quote = 0;
        for (int i = 0; i < data && kept.length() <= LONGEST; i++) {
            char c = reason.charAt(i);
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                kept.append(c).append('…');
            } else if (c == quote) {
                quote = 0;
                kept.append(c);
            } else if (quote == 0) {
                kept.append(c < ' ' ? ' ' : c);
            }
        }
        return kept.toString();
    }

    private static String clipped(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
