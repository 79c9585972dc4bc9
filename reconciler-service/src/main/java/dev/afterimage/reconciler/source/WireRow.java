package dev.afterimage.reconciler.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row as a repair sends it.
 *
 * @param id of its document
 * @param values the texts of {@code TableShape.wire}, in its order
 */
public record WireRow(String id, List<@Nullable String> values) {}
