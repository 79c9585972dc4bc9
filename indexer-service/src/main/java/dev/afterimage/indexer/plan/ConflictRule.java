package dev.afterimage.indexer.plan;

import dev.afterimage.cdc.position.SourcePosition;
import dev.afterimage.cdc.position.Version;

/**
 * Judges an event against an image of the same document.
 *
 * <p>Versions decide, with one exception. The first transaction streamed after a full snapshot has no commit position, and rows that it
 * wrote before the snapshot's position X carry lower LSNs than the snapshot rows which they must replace. Such an event, meeting an image
 * that stems from that snapshot (a document or a tombstone), is judged as {@code (X, its order)}; what is written keeps X, so that the
 * next event of the transaction is judged alike (docs/adr/0002). The exception is taken only where the image came from an
 * earlier offset of the same partition: an old event that returns after a later snapshot stays old.
 */
public final class ConflictRule {
    private ConflictRule() {}

    /** Judges {@code candidate} against what is stored under its document's id. */
    public static Judgement judge(Candidate candidate, StoredImage stored) {
        if (!candidate.source().equals(stored.source())) {
            return new Judgement.Foreign(stored.source());
        }
        SourcePosition position = candidate.position();
        if (position.commitUnknown() && stored.snapshot() != StoredImage.NO_SNAPSHOT) {
            boolean samePartition = candidate.at().topic().equals(stored.topic())
                    && candidate.at().partition() == stored.partition();
            boolean sameEpoch = new Version(stored.version()).epoch() == candidate.epoch();
            if (sameEpoch && !samePartition && candidate.version() < stored.version()) {
                return new Judgement.Ambiguous();
            }
            if (sameEpoch && samePartition && candidate.at().offset() >= stored.offset()) {
                long effective = Math.max(
                        candidate.version(),
                        position.versionAfterSnapshot(candidate.epoch(), stored.snapshot())
                                .value());
                return compare(effective, candidate.order(), stored, Math.max(candidate.snapshot(), stored.snapshot()));
            }
        }
        return compare(candidate.version(), candidate.order(), stored, candidate.snapshot());
    }

    private static Judgement compare(long version, long order, StoredImage stored, long snapshot) {
        if (version > stored.version()) {
            return new Judgement.Newer(version, snapshot);
        }
        boolean tie = version == stored.version();
        if (tie && order >= stored.order()) {
            return new Judgement.Newer(version, snapshot);
        }
        return new Judgement.Superseded(version, snapshot);
    }
}
