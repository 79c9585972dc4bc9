package dev.afterimage.cdc.transaction;

/**
 * What an event or a boundary says which transaction it belongs to.
 *
 * <p>PostgreSQL's {@code txId:LSN} holds the position of the event itself, so that every record of one transaction has another id; they
 * have only the part before the colon in common, which comes again after 2^32 transactions. Other sources' ids are constant.
 *
 * @param delivered the id as it came
 */
public record TransactionId(String delivered) {
    /** What all records of the transaction have in common; within a window of time only that. */
    public String correlation() {
        int colon = delivered.indexOf(':');
        if (colon > 0 && digits(delivered, 0, colon) && digits(delivered, colon + 1, delivered.length())) {
            return delivered.substring(0, colon);
        }
        return delivered;
    }

    /** The position of this record in the source's log where the id holds it (PostgreSQL); else -1. Up to the END's it is of this transaction. */
    public long position() {
        String common = correlation();
        if (common.length() == delivered.length()) {
            return -1;
        }
        try {
            return Long.parseLong(delivered.substring(common.length() + 1));
        } catch (NumberFormatException e) {
            return -1; // more digits than a position has
        }
    }

    private static boolean digits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return from < to;
    }

    @Override
    public String toString() {
        return delivered;
    }
}
