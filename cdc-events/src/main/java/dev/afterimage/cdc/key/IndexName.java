package dev.afterimage.cdc.key;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Makes the name of an index from its template: lower case, with what Elasticsearch does not take written as {@code %} and hexadecimal. */
public final class IndexName {
    private static final String FORBIDDEN = "\\/*?\"<>| ,#:%";
    private static final int MAX_BYTES = 230;

    private IndexName() {}

    /**
     * @param template with {@code {topic}} and {@code {table}}
     * @throws IllegalArgumentException if the name is too long or empty
     */
    public static String of(String template, String topic, String table) {
        String name =
                template.replace("{topic}", topic).replace("{table}", table).toLowerCase(Locale.ROOT);
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean leading = i == 0 && (c == '-' || c == '_' || c == '+' || c == '.');
            if (c <= 0x20 || c == 0x7f || FORBIDDEN.indexOf(c) >= 0 || leading) {
                safe.append(String.format("%%%02x", (int) c));
            } else {
                safe.append(c);
            }
        }
        int bytes = safe.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException("the index name of topic " + topic + " has " + bytes
                    + " bytes; set a shorter one for its table (1 to " + MAX_BYTES + ")");
        }
        return safe.toString();
    }
}
