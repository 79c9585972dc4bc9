package dev.afterimage.txn.assembly;

/**
 * Tells transactions apart that have the same number, since PostgreSQL's are given again after 2^32 transactions.
 *
 * <p>All pieces of one transaction carry the same time of commit and no position behind its END. The number comes again after hours at the
 * soonest, so that a distance of minutes decides, whatever a source's clock does in between. Ids without a position (GTIDs) never come again.
 *
 * @param at the time of commit
 * @param last the position of the END, or {@link Piece#UNKNOWN} while it has not come
 * @param numbered whether the id holds a position, as PostgreSQL's do
 */
public record Generation(long at, long last, boolean numbered) {
    static final long WINDOW_MS = 10 * 60_000L;

    public Relation relation(Piece piece) {
        if (!numbered || piece instanceof Piece.Lost) {
            return Relation.SAME;
        }
        if (Math.abs(piece.at() - at) > WINDOW_MS) {
            return piece.at() > at ? Relation.NEWER : Relation.OLDER;
        }
        if (last != Piece.UNKNOWN && piece.position() > last) {
            return Relation.NEWER;
        }
        return Relation.SAME;
    }
}
