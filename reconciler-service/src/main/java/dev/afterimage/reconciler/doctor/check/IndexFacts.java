package dev.afterimage.reconciler.doctor.check;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table's index.
 *
 * @param exists whether there is one
 * @param aliases names that lead to it
 * @param gcDeletes {@code index.gc_deletes}; null where it is not set
 * @param blocked whether it refuses writes
 */
public record IndexFacts(
        String index,
        boolean exists,
        List<String> aliases,
        @Nullable Duration gcDeletes,
        boolean blocked) {
    public IndexFacts {
        aliases = List.copyOf(aliases);
    }
}
