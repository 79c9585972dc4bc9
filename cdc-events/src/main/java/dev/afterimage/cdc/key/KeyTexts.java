package dev.afterimage.cdc.key;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way from the texts of a key's columns to its document's id and back, by the rules of {@link DocumentIds}, for those who have the key
 * from elsewhere than an event. Not safe for use by several threads.
 */
public final class KeyTexts {
    private static final String NULL = "~n";

    private final String prefix;
    private final IdHash hash = IdHash.plain();

    /** @param prefix what stands before every id, or empty */
    public KeyTexts(String prefix) {
        this.prefix = prefix;
    }

    /**
     * The id of a key.
     *
     * @param texts one for each of the key's columns
     */
    public String id(List<@Nullable String> texts) {
        String joined;
        if (texts.size() == 1) {
            joined = String.valueOf(texts.getFirst());
        } else {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < texts.size(); i++) {
                String text = texts.get(i);
                all.append(i == 0 ? "" : ",")
                        .append(text == null ? NULL : text.replace("~", "~0").replace(",", "~1"));
            }
            joined = all.toString();
        }
        byte[] bytes = (prefix + joined).getBytes(StandardCharsets.UTF_8);
        return hash.id(bytes, 0, bytes.length).text();
    }

    /**
     * The texts of the key that made an id; empty if the id does not tell them, since it is hashed or made by somebody else.
     *
     * @param columns how many the key has
     */
    public Optional<List<@Nullable String>> texts(String id, int columns) {
        if (!id.startsWith(prefix)) {
            return Optional.empty();
        }
        String joined = id.substring(prefix.length());
        List<@Nullable String> texts = new ArrayList<>(columns);
        if (columns == 1) {
            texts.add(joined);
        } else {
            for (String part : joined.split(",", -1)) {
                texts.add(part.equals(NULL) ? null : part.replace("~1", ",").replace("~0", "~"));
            }
        }
        return texts.size() == columns && id(texts).equals(id) ? Optional.of(texts) : Optional.empty();
    }
}
