package dev.afterimage.cdc.delivery;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import org.jspecify.annotations.Nullable;

/** The fields that tell what a document is, as they are read. */
final class DeliveredFields {
    @Nullable
    String source;

    @Nullable
    String id;

    @Nullable
    String checksum;

    long part;
    long parts;
    boolean events;

    /** @throws EventFailure MALFORMED, if they are of no transaction, part or manifest */
    Delivered delivered() throws EventFailure {
        if (source == null || id == null) {
            throw malformed("it names no transaction");
        }
        if (parts > 0 && parts <= Integer.MAX_VALUE && part == 0 && checksum != null && !events) {
            return new Delivered.Manifest(source, id, (int) parts, checksum);
        }
        if (events && parts == 0 && checksum == null && part >= 0 && part <= Integer.MAX_VALUE) {
            return part > 0 ? new Delivered.Part(source, id, (int) part) : new Delivered.Whole(source, id);
        }
        throw malformed("it is neither a transaction nor a part nor a manifest");
    }

    private static EventFailure malformed(String why) {
        return new EventFailure(FailureCategory.MALFORMED, "the value is no document of a transaction: " + why);
    }
}
