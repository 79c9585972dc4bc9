package dev.afterimage.indexer.plan;

import dev.afterimage.cdc.event.ChangeEvent.RowChange;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.position.SnapshotKind;
import dev.afterimage.cdc.position.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * An event as a candidate for a document: what would be written if nothing newer is there. Immutable.
 *
 * @param ticket the record that it came with
 * @param event the change
 * @param epoch the epoch that its offset belongs to
 * @param version the version to write with; more than the position's own where a conflict was judged at a snapshot's boundary
 * @param snapshot what to write as {@code _cdc.snapshot}, or {@link StoredImage#NO_SNAPSHOT}
 * @param image the row to write, possibly with unavailable columns; null for a delete
 * @param base the stored document that unavailable columns are taken from; null if none is needed or none is known yet
 * @param keepKey whether the document's id does not tell the key, so that the document must hold it
 * @param floored whether the row fell to a truncate: a tombstone at the truncate's version is written in its place
 * @param unchecked whether the stored document must be looked at before anything is written: a redriven event that is older answers so, whatever
 *     the index would say of its columns
 * @param sent the image as it came, where columns were since taken from an event behind which a refused one may have changed them: it is
 *     completed anew, with a look at the key's parked events, before it is written; null if all is certain
 */
public record Candidate(
        Ticket ticket,
        RowChange event,
        int epoch,
        long version,
        long snapshot,
        @Nullable RowImage image,
        @Nullable StoredFields base,
        boolean keepKey,
        boolean floored,
        boolean unchecked,
        @Nullable RowImage sent) {

    /** A candidate as its own position says, before it has met anything. */
    public static Candidate of(Ticket ticket, RowChange event, int epoch, @Nullable RowImage image, boolean keepKey) {
        SourcePosition position = event.origin().position();
        return new Candidate(
                ticket,
                event,
                epoch,
                position.version(epoch).value(),
                position.snapshot() == SnapshotKind.FULL ? position.commit() : StoredImage.NO_SNAPSHOT,
                image,
                null,
                keepKey,
                false,
                ticket.late() || position.commitUnknown() || ticket.redrive() != null,
                null);
    }

    public RecordCoordinates at() {
        return ticket.at();
    }

    public SourcePosition position() {
        return event.origin().position();
    }

    public String source() {
        return event.origin().source();
    }

    public long order() {
        return position().order();
    }

    /** The version as the mark of a parked event tells it: unknown while only the row of a snapshot could tell the event's place. */
    public long markedVersion() {
        return position().commitUnknown() && snapshot == StoredImage.NO_SNAPSHOT ? ParkedMark.UNKNOWN : version;
    }

    public boolean deletes() {
        return image == null;
    }

    /** Whether columns were not sent, and it is not known yet from where to take them. */
    boolean lacksColumns() {
        return image != null && !image.complete() && base == null;
    }

    /** Whether the stored document must be read before this can be written. */
    public boolean needsRead() {
        return unchecked || sent != null || lacksColumns();
    }

    /** This candidate once the stored document has been looked at. */
    public Candidate checked() {
        return unchecked || sent != null
                ? new Candidate(ticket, event, epoch, version, snapshot, image, base, keepKey, floored, false, null)
                : this;
    }

    /** This candidate without the columns that it was not certain to take from others. */
    Candidate asSent() {
        return sent == null
                ? this
                : new Candidate(ticket, event, epoch, version, snapshot, sent, null, keepKey, floored, unchecked, null);
    }

    /** This candidate as a {@link Judgement} sees it. */
    public Candidate judged(long as, long by) {
        return as == version && by == snapshot
                ? this
                : new Candidate(ticket, event, epoch, as, by, image, base, keepKey, floored, unchecked, sent);
    }

    public Candidate withImage(@Nullable RowImage joined, @Nullable StoredFields storedBase) {
        return new Candidate(
                ticket, event, epoch, version, snapshot, joined, storedBase, keepKey, floored, unchecked, sent);
    }

    /** This candidate with the columns that were not sent with it taken from the one before it. */
    Candidate joinedWith(Candidate before, RowImage older) {
        RowImage joined = image == null ? null : Images.join(image, older);
        boolean unsure = sent != null || before.sent != null || ticket.refusedSince(before.ticket);
        RowImage own = sent == null ? image : sent;
        return new Candidate(
                ticket,
                event,
                epoch,
                version,
                snapshot,
                joined,
                before.base,
                keepKey,
                floored,
                unchecked,
                unsure ? own : null);
    }

    /** Whether the row of a full snapshot, which alone tells this event's place, may have been refused since another candidate came. */
    boolean placeHangsOnRefused(Candidate before) {
        return position().commitUnknown()
                && before.snapshot == StoredImage.NO_SNAPSHOT
                && ticket.refusedSince(before.ticket);
    }

    /** The tombstone that a truncate at {@code floor} leaves of this row. */
    public Candidate flooredAt(long floor) {
        return new Candidate(
                ticket, event, epoch, floor, StoredImage.NO_SNAPSHOT, null, null, keepKey, true, false, null);
    }

    /** This candidate as the image that it will be once written. */
    public StoredImage asStored() {
        return new StoredImage(
                version,
                position().commit(),
                order(),
                snapshot,
                source(),
                at().topic(),
                at().partition(),
                at().offset(),
                deletes());
    }
}
