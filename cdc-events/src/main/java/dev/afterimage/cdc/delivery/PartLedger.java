package dev.afterimage.cdc.delivery;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.registry.SchemaSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one partition of {@code afterimage.transactions} what is valid: all parts of a transaction or none.
 *
 * <p>It remembers a number and a checksum for each transaction whose manifest has not come, never a part itself. It is rebuilt by reading again
 * from {@link #safeOffset}, so a reader commits no offset beyond that. A transaction may come twice to a reader that starts again: it applies by
 * source and id once. Used by one thread at a time.
 */
public final class PartLedger {
    private final Map<Name, Unfinished> unfinished = new HashMap<>();
    private final AvroDelivered avro;

    /** A ledger of documents in JSON; one in Avro is refused with SCHEMA_UNAVAILABLE. */
    public PartLedger() {
        this(SchemaSource.NONE);
    }

    /** @param registry the schemas of documents in Avro; those in JSON are read too */
    public PartLedger(SchemaSource registry) {
        this.avro = new AvroDelivered(registry);
    }

    /** A transaction whose manifest has not come, and what is to be forgotten of it. */
    public record Name(String source, String id) {}

    /** What is remembered of the parts of one transaction. */
    private static final class Unfinished {
        private final long firstOffset;
        private int parts;
        private byte[] checksum = PartChecksum.ofNone();
        private long lastAt;

        Unfinished(long firstOffset) {
            this.firstOffset = firstOffset;
        }
    }

    /**
     * Takes the partition's next record.
     *
     * @param at the record's timestamp, milliseconds since 1970
     * @throws EventFailure MALFORMED, if it is no document of a transaction; SCHEMA_UNAVAILABLE or SCHEMA_UNKNOWN, if it is Avro and its schema cannot
     *     be had now: take it again later. Nothing has changed then
     */
    public Step take(byte[] value, long offset, long at) throws EventFailure {
        Delivered delivered = AvroDelivered.speaks(value) ? avro.read(value) : JsonDelivered.read(value);
        Name name = new Name(delivered.source(), delivered.id());
        return switch (delivered) {
            case Delivered.Whole whole -> new Step(Step.Action.APPLY, whole, null);
            case Delivered.Part part -> {
                Unfinished known = part.number() == 1 ? new Unfinished(offset) : unfinished.get(name);
                if (known == null || part.number() != known.parts + 1) {
                    unfinished.remove(name);
                    yield refuse(
                            part,
                            "part " + part.number() + " follows " + (known == null ? "none" : "part " + known.parts));
                }
                known.parts++;
                known.checksum = PartChecksum.extended(known.checksum, value);
                known.lastAt = at;
                unfinished.put(name, known);
                yield new Step(Step.Action.KEEP, part, null);
            }
            case Delivered.Manifest manifest -> close(manifest, unfinished.remove(name));
        };
    }

    private static Step close(Delivered.Manifest manifest, @Nullable Unfinished known) {
        if (known == null) {
            return refuse(manifest, "a manifest of " + manifest.parts() + " parts of which none came");
        }
        if (known.parts != manifest.parts()) {
            return refuse(manifest, "a manifest of " + manifest.parts() + " parts of which " + known.parts + " came");
        }
        if (!PartChecksum.text(known.checksum).equals(manifest.checksum())) {
            return refuse(manifest, "the parts are not those that the manifest was made for");
        }
        return new Step(Step.Action.APPLY_KEPT, manifest, null);
    }

    private static Step refuse(Delivered delivered, String why) {
        return new Step(Step.Action.REFUSE, delivered, why);
    }

    /**
     * The offset up to which a reader may commit: before the first part of each transaction whose manifest has not come.
     *
     * @param next the offset after the last record taken
     */
    public long safeOffset(long next) {
        return unfinished.values().stream().mapToLong(one -> one.firstOffset).reduce(next, Math::min);
    }

    /**
     * Gives up the transactions of which no part has come since a moment: their manifest will not come, and what was kept of them is to be forgotten.
     *
     * @param before milliseconds since 1970, in the records' own time
     */
    public List<Name> abandon(long before) {
        List<Name> given = new ArrayList<>();
        Iterator<Map.Entry<Name, Unfinished>> all = unfinished.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Name, Unfinished> one = all.next();
            if (one.getValue().lastAt < before) {
                given.add(one.getKey());
                all.remove();
            }
        }
        return given;
    }
}
