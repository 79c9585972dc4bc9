package dev.afterimage.reconciler.index;

import dev.afterimage.cdc.checksum.DocumentChecksum;
import dev.afterimage.reconciler.compare.Judge;
import dev.afterimage.reconciler.table.TableShape;
import java.io.IOException;
import java.util.Map;

/** Reads documents as they are judged. Not thread-safe. */
public final class DocumentReading {
    private final DocumentChecksum hashing = new DocumentChecksum();

    /** A document without content, or whose content is no JSON object, has no fields and is not intact. */
    public Judge.Document of(StoredDocument document, TableShape shape) {
        byte[] source = document.source();
        if (source == null) {
            return new Judge.Document(Map.of(), false);
        }
        try {
            boolean intact =
                    document.untouched() && hashing.of(source, shape::summed).equals(document.sum());
            return new Judge.Document(hashing.texts(source, shape::counts), intact);
        } catch (IOException e) {
            return new Judge.Document(Map.of(), false);
        }
    }
}
