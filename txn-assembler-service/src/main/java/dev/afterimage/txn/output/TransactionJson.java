package dev.afterimage.txn.output;

import dev.afterimage.cdc.delivery.PartChecksum;
import dev.afterimage.cdc.type.JsonBytes;
import dev.afterimage.txn.assembly.OpenTransaction;
import dev.afterimage.txn.assembly.Piece;
import dev.afterimage.txn.assembly.ProbableCause;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes the documents of a transaction in JSON: whole, a part, the closing manifest, and the report of one that was given up. Pure; thread-safe.
 *
 * <p>Public contract: {@code id}, {@code source}, {@code commit}, {@code previousCommit}, {@code committedAt}, {@code counts}, where some
 * collections are not consumed {@code notConsumed}, and {@code events}; parts have {@code part} too, the manifest {@code parts} and
 * {@code checksum} in place of the events.
 */
public final class TransactionJson implements TransactionForm {
    private final Predicate<String> consumed;

    /** @param consumed the collections whose topics are read */
    public TransactionJson(Predicate<String> consumed) {
        this.consumed = consumed;
    }

    @Override
    public byte[] whole(OpenTransaction transaction, List<byte[]> events) {
        JsonBytes out = new JsonBytes((int) transaction.bytes() + events.size() + 512);
        head(out, transaction);
        events(out, events);
        return end(out);
    }

    @Override
    public byte[] part(OpenTransaction transaction, int number, List<byte[]> events) {
        JsonBytes out = new JsonBytes(4096);
        head(out, transaction);
        out.ascii(",\"part\":");
        out.number(number);
        events(out, events);
        return end(out);
    }

    @Override
    public byte[] manifest(OpenTransaction transaction) {
        JsonBytes out = new JsonBytes(512);
        head(out, transaction);
        closing(out, transaction);
        return end(out);
    }

    /**
     * The report of a transaction that was given up.
     *
     * @param events what came of it; null if that has left in parts before, or is not told here
     */
    public byte[] report(OpenTransaction transaction, ProbableCause cause, @Nullable List<byte[]> events) {
        JsonBytes out = new JsonBytes(1024);
        head(out, transaction);
        out.ascii(",\"state\":\"incomplete\",\"cause\":\"" + cause.name() + "\",\"explanation\":");
        text(out, cause.explanation());
        Piece.End end = transaction.end();
        out.ascii(",\"expected\":");
        counts(out, end == null ? Map.of() : end.counts());
        out.ascii(",\"missing\":");
        counts(out, transaction.missing(consumed));
        Piece.Begin begin = transaction.begin();
        time(out, ",\"beginAt\":", begin == null ? null : begin.at());
        time(out, ",\"endAt\":", end == null ? null : end.at());
        time(out, ",\"firstSeenAt\":", transaction.times().firstWall());
        time(out, ",\"lastSeenAt\":", transaction.times().lastWall());
        out.ascii(",\"lost\":[");
        boolean first = true;
        for (Piece.Lost lost : transaction.lost()) {
            out.ascii(first ? "{\"collection\":" : ",{\"collection\":");
            first = false;
            text(out, lost.collection());
            out.ascii(",\"record\":");
            text(out, lost.record());
            out.ascii(",\"category\":");
            text(out, lost.category());
            out.put('}');
        }
        out.put(']');
        if (transaction.progress().parts() > 0) {
            closing(out, transaction);
        } else if (events != null) {
            events(out, events);
        }
        return end(out);
    }

    /** A row that came when its transaction had left. */
    public byte[] late(String source, String id, byte[] event) {
        JsonBytes out = new JsonBytes(event.length + 128);
        out.ascii("{\"id\":");
        text(out, id);
        out.ascii(",\"source\":");
        text(out, source);
        out.ascii(",\"state\":\"late\",\"event\":");
        out.put(event, 0, event.length);
        return end(out);
    }

    private void head(JsonBytes out, OpenTransaction transaction) {
        out.ascii("{\"id\":");
        text(out, transaction.id());
        out.ascii(",\"source\":");
        text(out, transaction.key().source());
        position(out, ",\"commit\":", transaction.commit());
        position(out, ",\"previousCommit\":", transaction.previousCommit());
        time(out, ",\"committedAt\":", transaction.committedAt());
        out.ascii(",\"counts\":");
        counts(out, transaction.counts());
        Map<String, Long> others = transaction.notConsumed(consumed);
        if (!others.isEmpty()) {
            out.ascii(",\"notConsumed\":");
            counts(out, others);
        }
    }

    private static void closing(JsonBytes out, OpenTransaction transaction) {
        out.ascii(",\"parts\":");
        out.number(transaction.progress().parts());
        out.ascii(",\"checksum\":\"" + PartChecksum.text(transaction.progress().checksum()) + "\"");
    }

    private static void events(JsonBytes out, List<byte[]> events) {
        out.ascii(",\"events\":[");
        boolean first = true;
        for (byte[] event : events) {
            if (!first) {
                out.put(',');
            }
            first = false;
            out.put(event, 0, event.length);
        }
        out.put(']');
    }

    private static void counts(JsonBytes out, Map<String, Long> counts) {
        out.put('{');
        boolean first = true;
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            if (!first) {
                out.put(',');
            }
            first = false;
            text(out, entry.getKey());
            out.put(':');
            out.number((long) entry.getValue());
        }
        out.put('}');
    }

    private static void position(JsonBytes out, String member, long position) {
        out.ascii(member);
        if (position == Piece.UNKNOWN) {
            out.ascii("null");
        } else {
            out.number(position);
        }
    }

    private static void time(JsonBytes out, String member, @Nullable Long millis) {
        out.ascii(member);
        out.ascii(millis == null ? "null" : "\"" + Instant.ofEpochMilli(millis) + "\"");
    }

    private static void text(JsonBytes out, String text) {
        byte[] quoted = JsonBytes.quote(text);
        out.put(quoted, 0, quoted.length);
    }

    private static byte[] end(JsonBytes out) {
        out.put('}');
        return Arrays.copyOf(out.array(), out.length());
    }
}
