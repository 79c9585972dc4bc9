package dev.afterimage.dlq.api;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * Bytes for a person.
 *
 * @param size how many there are
 * @param cut whether only the beginning is shown
 * @param text as text, where they are UTF-8
 * @param base64 else in Base64
 */
@Serdeable
public record BytesView(
        int size,
        boolean cut,
        @Nullable String text,
        @Nullable String base64) {}
