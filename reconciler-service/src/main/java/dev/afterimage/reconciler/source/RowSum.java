package dev.afterimage.reconciler.source;

import dev.afterimage.cdc.checksum.Checksum;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row by the id of its document, and its checksum.
 *
 * @param key the texts of its key's columns
 */
public record RowSum(String id, List<@Nullable String> key, Checksum sum) {}
