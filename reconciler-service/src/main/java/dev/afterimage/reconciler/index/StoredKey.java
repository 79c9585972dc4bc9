package dev.afterimage.reconciler.index;

import dev.afterimage.cdc.checksum.DocumentChecksum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the key that a document holds where its id does not tell it. Pure; not thread-safe. */
public final class StoredKey {
    private final DocumentChecksum documents = new DocumentChecksum();

    /**
     * The texts of the key's columns; empty if the document holds none.
     *
     * @param columns the key's columns
     */
    public Optional<List<@Nullable String>> of(byte[] source, List<String> columns) {
        try {
            String cdc = documents.texts(source, "_cdc"::equals).get("_cdc");
            String key = cdc == null
                    ? null
                    : documents.texts(utf8(cdc), "key"::equals).get("key");
            if (key == null) {
                return Optional.empty();
            }
            Map<String, String> texts = documents.texts(utf8(key), name -> true);
            List<@Nullable String> all = new ArrayList<>(columns.size());
            columns.forEach(column -> all.add(texts.get(column)));
            return Optional.of(all);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
