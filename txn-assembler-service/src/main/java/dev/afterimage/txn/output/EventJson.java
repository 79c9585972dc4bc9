package dev.afterimage.txn.output;

import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.ColumnState;
import dev.afterimage.cdc.event.Operation;
import dev.afterimage.cdc.event.Origin;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.type.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes an event as consumers get it; values are copied as the decoder gave them. Used by one thread at a time.
 *
 * <p>Public contract: {@code collection}, {@code op}, {@code key}, {@code before}, {@code after}, {@code unavailable}, {@code totalOrder},
 * {@code topic}, {@code partition}, {@code offset}.
 */
public final class EventJson {
    private final boolean fullBefore;
    private final JsonBytes out = new JsonBytes(1024);

    /**
     * @param fullBefore whether {@code before} of a delete is the whole old row, as under REPLICA IDENTITY FULL; else only its key's columns are
     *     certain, and no others are told
     */
    public EventJson(boolean fullBefore) {
        this.fullBefore = fullBefore;
    }

    public byte[] upsert(ChangeEvent.Upsert event, String collection) {
        begin(collection, event.operation(), event.key());
        image(",\"before\":", event.before());
        image(",\"after\":", event.after());
        unavailable(event.after());
        return end(event.origin(), event.at());
    }

    public byte[] delete(ChangeEvent.Delete event, String collection) {
        begin(collection, Operation.DELETE, event.key());
        RowImage before = event.before();
        if (before == null || fullBefore) {
            image(",\"before\":", before);
        } else {
            image(",\"before\":", event.key());
        }
        out.ascii(",\"after\":null,\"unavailable\":[]");
        return end(event.origin(), event.at());
    }

    /** A logical message: its prefix stands as its key, its content stays where it is read by its coordinates. */
    public byte[] message(ChangeEvent.Message event, String collection) {
        out.clear();
        out.ascii("{\"collection\":");
        text(collection);
        out.ascii(",\"op\":\"" + Operation.MESSAGE.code() + "\",\"key\":{\"prefix\":");
        text(event.prefix());
        out.ascii("},\"before\":null,\"after\":null,\"unavailable\":[]");
        return end(event.origin(), event.at());
    }

    /** A truncate, which has no rows. */
    public byte[] bare(Operation operation, Origin origin, RecordCoordinates at, String collection) {
        begin(collection, operation, null);
        out.ascii(",\"before\":null,\"after\":null,\"unavailable\":[]");
        return end(origin, at);
    }

    private void begin(String collection, Operation operation, @Nullable RowImage key) {
        out.clear();
        out.ascii("{\"collection\":");
        text(collection);
        out.ascii(",\"op\":\"" + operation.code() + "\"");
        image(",\"key\":", key);
    }

    private void image(String member, @Nullable RowImage image) {
        out.ascii(member);
        if (image == null) {
            out.ascii("null");
        } else {
            out.put('{');
            out.put(image.buffer(), 0, image.length());
            out.put('}');
        }
    }

    private void unavailable(RowImage image) {
        out.ascii(",\"unavailable\":[");
        if (!image.complete()) {
            boolean first = true;
            for (int i = 0; i < image.schema().size(); i++) {
                if (image.state(i) == ColumnState.UNAVAILABLE) {
                    if (!first) {
                        out.put(',');
                    }
                    first = false;
                    text(image.schema().column(i).name());
                }
            }
        }
        out.put(']');
    }

    private byte[] end(Origin origin, RecordCoordinates at) {
        out.ascii(",\"totalOrder\":");
        out.number(origin.totalOrder());
        out.ascii(",\"topic\":");
        text(at.topic());
        out.ascii(",\"partition\":");
        out.number(at.partition());
        out.ascii(",\"offset\":");
        out.number(at.offset());
        out.put('}');
        return Arrays.copyOf(out.array(), out.length());
    }

    private void text(String text) {
        byte[] quoted = JsonBytes.quote(text);
        out.put(quoted, 0, quoted.length);
    }

    /** The key's JSON, for telling events apart. */
    public static byte[] key(@Nullable RowImage key) {
        return key == null ? new byte[0] : key.toJson().getBytes(StandardCharsets.UTF_8);
    }
}
