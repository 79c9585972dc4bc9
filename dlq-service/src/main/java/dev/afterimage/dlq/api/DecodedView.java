package dev.afterimage.dlq.api;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * A change event in plain JSON.
 *
 * @param operation what was done to the row
 * @param key the key's columns
 * @param before the row before, as far as it is known
 * @param after the row after
 * @param complete whether no column is missing
 */
@Serdeable
public record DecodedView(
        String operation,
        @Nullable Object key,
        @Nullable Object before,
        @Nullable Object after,
        boolean complete) {}
