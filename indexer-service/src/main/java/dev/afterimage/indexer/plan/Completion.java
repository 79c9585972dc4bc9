package dev.afterimage.indexer.plan;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.ColumnState;
import dev.afterimage.cdc.event.RowImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Completes a candidate whose columns were not all sent: from the older events that wait with it, else from the stored document. Pure.
 *
 * <p>A column is taken from the newest image before the candidate that knows it. Where a parked event may stand between the two, the candidate
 * waits behind that event instead (docs/adr/0006).
 */
public final class Completion {
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final List<Candidate> older;
    private final @Nullable StoredImage stored;
    private final @Nullable StoredFields fields;
    private final List<ParkedMark> parked;
    private final StoredColumns columns;

    /**
     * @param older what waits with the candidate and is older, the newest first
     * @param stored what is stored, or null
     * @param fields the stored document's fields, or null if none is stored
     * @param parked the parked events of the key
     * @param columns where the candidate's columns stand in the document
     */
    public Completion(
            List<Candidate> older,
            @Nullable StoredImage stored,
            @Nullable StoredFields fields,
            List<ParkedMark> parked,
            StoredColumns columns) {
        this.older = older;
        this.stored = stored;
        this.fields = fields;
        this.parked = parked;
        this.columns = columns;
    }

    /**
     * The candidate once it lacks nothing.
     *
     * @param candidate newer than what is stored
     * @throws EventFailure if it must wait behind a parked event, or nothing holds what it lacks
     */
    public Candidate of(Candidate candidate) throws EventFailure {
        Candidate completed = candidate.asSent();
        boolean soft = candidate.event() instanceof ChangeEvent.Delete;
        if (!completed.lacksColumns()) {
            return completed.checked();
        }
        StoredImage base = null;
        for (Candidate each : older) {
            if (base != null || !newerThanStored(each)) {
                break;
            }
            Candidate before = each.asSent();
            RowImage image = before.image();
            completed = image == null ? completed : completed.joinedWith(before, image);
            base = image == null || !completed.lacksColumns() ? before.asStored() : null;
        }
        base = base == null ? stored : base;
        if (!soft && heldBack(candidate, base)) {
            throw new EventFailure(
                    FailureCategory.BEHIND_PARKED,
                    "columns were not sent with the update, and an earlier event of the key that may hold them is parked");
        }
        if (!completed.lacksColumns()) {
            return completed.checked();
        }
        if (base == null || base.deleted() || fields == null) {
            if (soft) {
                return completed.withImage(null, null).checked();
            }
            throw incomplete("no document is stored to take them from", completed.image());
        }
        return filled(completed, fields, soft).checked();
    }

    private boolean newerThanStored(Candidate candidate) {
        return stored == null || ConflictRule.judge(candidate, stored) instanceof Judgement.Newer;
    }

    private boolean heldBack(Candidate candidate, @Nullable StoredImage base) {
        return parked.stream().anyMatch(mark -> mark.holdsBack(candidate, base));
    }

    private Candidate filled(Candidate candidate, StoredFields from, boolean soft) throws EventFailure {
        RowImage image = candidate.image();
        if (image == null) {
            return candidate;
        }
        RowImage filled = Images.fill(image, column -> {
            String field = columns.field(column);
            if (field == null) {
                return NULL;
            }
            byte[] json = from.json(field);
            return json == null && soft ? NULL : columns.masked(column) ? null : json;
        });
        for (int i = 0; i < filled.schema().size(); i++) {
            String field = columns.field(i);
            if (filled.state(i) == ColumnState.UNAVAILABLE && (field == null || from.json(field) == null)) {
                throw incomplete("the stored document lacks them", filled);
            }
        }
        return candidate.withImage(filled, from);
    }

    private static EventFailure incomplete(String why, @Nullable RowImage image) {
        List<String> names = new ArrayList<>();
        for (int i = 0; image != null && i < image.schema().size(); i++) {
            if (image.state(i) == ColumnState.UNAVAILABLE) {
                names.add(image.schema().column(i).name());
            }
        }
        return new EventFailure(
                FailureCategory.IMAGE_INCOMPLETE,
                "columns were not sent with the update and " + why + ": " + String.join(", ", names));
    }
}
