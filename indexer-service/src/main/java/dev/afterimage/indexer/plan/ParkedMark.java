package dev.afterimage.indexer.plan;

import dev.afterimage.cdc.event.RecordCoordinates;
import org.jspecify.annotations.Nullable;

/**
 * A parked event of a key, as far as it matters to the events after it. Immutable.
 *
 * @param at where it stood first
 * @param version its version, or {@link #UNKNOWN} if it could not be decoded so far, or only the row of a snapshot can tell
 * @param seen the highest commit position that had been seen in its partition when it came, of whatever source; -1 if none had
 */
public record ParkedMark(RecordCoordinates at, long version, long seen) {
    /** The parked record could not be decoded so far that its version is known. */
    public static final long UNKNOWN = -1;

    /** Whether the parked event comes before a candidate, and the image that the candidate builds on is not newer. */
    public boolean holdsBack(Candidate candidate, @Nullable StoredImage base) {
        return comesBefore(candidate) && (base == null || !isOlderThan(base));
    }

    private boolean comesBefore(Candidate candidate) {
        boolean versionsTell = version != UNKNOWN
                && version != candidate.version()
                && !candidate.position().commitUnknown();
        if (versionsTell) {
            return version < candidate.version();
        }
        boolean samePartition = at.topic().equals(candidate.at().topic())
                && at.partition() == candidate.at().partition();
        return !samePartition || at.offset() < candidate.at().offset();
    }

    /**
     * Whether an image is newer than the parked event, so that the event has nothing to add.
     *
     * <p>Where the event's version is unknown, a later offset alone does not tell: an older event may have been delivered again. But what comes
     * later in the same partition with a commit position that had not been seen before the parked event came was committed after it.
     */
    private boolean isOlderThan(StoredImage image) {
        if (version != UNKNOWN) {
            return image.version() >= version;
        }
        return image.topic().equals(at.topic())
                && image.partition() == at.partition()
                && image.offset() > at.offset()
                && image.commit() > seen;
    }
}
