package dev.afterimage.indexer.document;

import dev.afterimage.cdc.checksum.Checksum;
import dev.afterimage.cdc.checksum.RowChecksum;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.ColumnState;
import dev.afterimage.cdc.event.Operation;
import dev.afterimage.cdc.event.Origin;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.position.SourcePosition;
import dev.afterimage.indexer.plan.Candidate;
import dev.afterimage.indexer.plan.StoredImage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the bytes of a document: the row's fields and the object {@code _cdc} that tells where they come from.
 *
 * <p>The fields of {@code _cdc} are a public contract (docs/contracts.md). Not thread-safe.
 */
public final class DocumentWriter {
    private static final byte[] CDC_VERSION = Projection.utf8("\"_cdc\":{\"version\":");
    private static final byte[] EPOCH = Projection.utf8(",\"epoch\":");
    private static final byte[] COMMIT = Projection.utf8(",\"commit\":");
    private static final byte[] LSN = Projection.utf8(",\"lsn\":");
    private static final byte[] ORDER = Projection.utf8(",\"order\":");
    private static final byte[] OP = Projection.utf8(",\"op\":\"");
    private static final byte[] TS = Projection.utf8("\",\"ts\":");
    private static final byte[] TXN = Projection.utf8(",\"txn\":");
    private static final byte[] SNAPSHOT = Projection.utf8(",\"snapshot\":");
    private static final byte[] OFFSET = Projection.utf8(",\"offset\":");
    private static final byte[] CHECKSUM_A = Projection.utf8(",\"checksum\":{\"a\":");
    private static final byte[] CHECKSUM_B = Projection.utf8(",\"b\":");
    private static final byte[] DELETED = Projection.utf8(",\"deleted\":true");
    private static final byte[] KEY = Projection.utf8(",\"key\":{");
    private static final byte[] NULL = Projection.utf8("null");

    private record Place(String source, String topic, int partition) {}

    private final Map<Place, byte[]> places = new HashMap<>();
    private final RowChecksum checksum = new RowChecksum();
    private final ValueMask masks;

    /** @param secret key for columns that are masked by hash; empty if there are none */
    public DocumentWriter(byte[] secret) {
        this.masks = new ValueMask(secret);
    }

    /**
     * Appends a candidate's document.
     *
     * @param projection of the image's schema; null for a tombstone
     */
    public void write(Candidate candidate, @Nullable Projection projection, ByteWriter out) {
        out.octet('{');
        RowImage image = candidate.image();
        Checksum sum = null;
        if (image != null && projection != null) {
            int before = out.length();
            if (projection.verbatim() && image.complete()) {
                out.raw(image.buffer(), 0, image.length());
            } else {
                fields(candidate, image, projection, out);
            }
            if (out.length() > before) {
                out.octet(',');
            }
            sum = checksum.of(image, projection.checksummed());
        }
        origin(candidate, sum, out);
        out.octet('}');
    }

    private void fields(Candidate candidate, RowImage image, Projection projection, ByteWriter out) {
        boolean first = true;
        for (int i = 0; i < image.schema().size(); i++) {
            ColumnState state = image.state(i);
            if (!projection.includes(i) || state == ColumnState.ABSENT) {
                continue;
            }
            if (!first) {
                out.octet(',');
            }
            first = false;
            out.raw(projection.member(i));
            switch (state) {
                case VALUE -> value(image, i, projection.mask(i), out);
                case NULL -> out.raw(NULL);
                case UNAVAILABLE -> out.raw(stored(candidate, projection, i));
                case ABSENT -> throw new IllegalStateException("absent columns are passed over above");
            }
        }
    }

    private void value(RowImage image, int column, @Nullable Mask mask, ByteWriter out) {
        if (mask == null) {
            out.raw(image.buffer(), image.start(column), image.end(column));
        } else {
            masks.write(mask, image.buffer(), image.start(column), image.end(column), out);
        }
    }

    /** What a masked column that was not sent looks like in the stored document: it is masked there already. */
    private static byte[] stored(Candidate candidate, Projection projection, int column) {
        String field = projection.field(column);
        byte[] json = candidate.base() == null || field == null
                ? null
                : candidate.base().json(field);
        if (json == null) {
            throw new IllegalStateException("an incomplete image must not be written: " + candidate.at());
        }
        return json;
    }

    private void origin(Candidate candidate, @Nullable Checksum sum, ByteWriter out) {
        Origin origin = candidate.event().origin();
        SourcePosition position = candidate.position();
        out.raw(CDC_VERSION);
        out.number(candidate.version());
        out.raw(EPOCH);
        out.number(candidate.epoch());
        out.raw(COMMIT);
        out.number(position.commit());
        out.raw(LSN);
        out.number(position.event());
        out.raw(ORDER);
        out.number(position.order());
        out.raw(OP);
        out.octet((candidate.floored() ? Operation.TRUNCATE : candidate.event().operation()).code());
        out.raw(TS);
        out.number(origin.committedAt());
        if (origin.transaction() != null) {
            out.raw(TXN);
            out.string(origin.transaction());
        }
        if (candidate.snapshot() != StoredImage.NO_SNAPSHOT) {
            out.raw(SNAPSHOT);
            out.number(candidate.snapshot());
        }
        RecordCoordinates at = candidate.at();
        out.raw(places.computeIfAbsent(
                new Place(origin.source(), at.topic(), at.partition()), DocumentWriter::placeMembers));
        out.raw(OFFSET);
        out.number(at.offset());
        if (sum != null) {
            out.raw(CHECKSUM_A);
            out.number(sum.a());
            out.raw(CHECKSUM_B);
            out.number(sum.b());
            out.octet('}');
        }
        if (candidate.floored() || candidate.event() instanceof ChangeEvent.Delete) {
            out.raw(DELETED);
        }
        RowImage key = candidate.event().key();
        if (candidate.keepKey() && key != null) {
            out.raw(KEY);
            out.raw(key.buffer(), 0, key.length());
            out.octet('}');
        }
        out.octet('}');
    }

    private static byte[] placeMembers(Place place) {
        ByteWriter out = new ByteWriter(128);
        out.raw(Projection.utf8(",\"source\":"));
        out.string(place.source());
        out.raw(Projection.utf8(",\"topic\":"));
        out.string(place.topic());
        out.raw(Projection.utf8(",\"partition\":"));
        out.number(place.partition());
        return out.copy();
    }
}
