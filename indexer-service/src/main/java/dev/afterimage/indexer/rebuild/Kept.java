package dev.afterimage.indexer.rebuild;

import java.util.Map;

/**
 * A generation that was replaced and is kept as it was.
 *
 * @param number its number
 * @param index its concrete index
 * @param from where what it lacks begins, by {@code topic-partition}: everything before had been settled when it was frozen
 * @param keepsContent whether its documents have the content of the one that replaced it
 */
public record Kept(int number, String index, Map<String, Start> from, boolean keepsContent) {
    public Kept {
        from = Map.copyOf(from);
    }
}
