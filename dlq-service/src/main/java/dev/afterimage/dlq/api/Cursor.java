package dev.afterimage.dlq.api;

import java.nio.ByteBuffer;
import java.util.Base64;

/** Where a page ended, in a form that callers do not take apart. */
final class Cursor {
    private Cursor() {}

    static String write(long id) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(Long.BYTES).putLong(id).array());
    }

    /** @throws IllegalArgumentException if it is not one of ours */
    static long read(String cursor) {
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        if (bytes.length != Long.BYTES) {
            throw new IllegalArgumentException("the cursor is not one that a page gave");
        }
        return ByteBuffer.wrap(bytes).getLong();
    }
}
