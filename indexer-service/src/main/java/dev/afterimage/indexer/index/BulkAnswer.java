package dev.afterimage.indexer.index;

import dev.afterimage.cdc.deadletter.FailureCategory;
import org.jspecify.annotations.Nullable;

/** What came of one bulk request. */
public sealed interface BulkAnswer {
    /** Every item has its own answer, in the body's order. */
    final class Answered implements BulkAnswer {
        private final int[] statuses;
        private final @Nullable ItemError @Nullable [] errors;
        private final int failures;

        Answered(int[] statuses, @Nullable ItemError @Nullable [] errors) {
            this.statuses = statuses;
            this.errors = errors;
            int failed = 0;
            for (int status : statuses) {
                if (status < 200 || status >= 300) {
                    failed++;
                }
            }
            this.failures = failed;
        }

        /** Where every item is either stored or met a higher version. */
        public static Answered judged(boolean[] conflicts) {
            int[] statuses = new int[conflicts.length];
            @Nullable ItemError[] errors = new ItemError[conflicts.length];
            boolean any = false;
            for (int i = 0; i < conflicts.length; i++) {
                statuses[i] = conflicts[i] ? 409 : 200;
                errors[i] = conflicts[i] ? new ItemError(ItemVerdict.CONFLICT_TYPE, "") : null;
                any |= conflicts[i];
            }
            return new Answered(statuses, any ? errors : null);
        }

        public int count() {
            return statuses.length;
        }

        /** Whether every item is stored, so that none need be looked at. */
        public boolean allOk() {
            return failures == 0 && errors == null;
        }

        public int status(int item) {
            return statuses[item];
        }

        public @Nullable ItemError error(int item) {
            return errors == null ? null : errors[item];
        }

        public ItemVerdict verdict(int item) {
            return ItemVerdict.of(statuses[item], error(item));
        }

        @Override
        public String toString() {
            return "Answered[" + statuses.length + " items, " + failures + " not stored]";
        }
    }

    /**
     * The request as a whole has no usable answer: its items may or may not be stored, and sending them again is harmless.
     *
     * @param category {@code SINK_*} or {@code INDEX_UNAVAILABLE}: hold and send again. {@code TOO_LARGE} or {@code UNEXPECTED}: the body
     *     is to blame, see {@code splittable}
     * @param message why, without any row's values
     * @param splittable the body is too large or a part of it malformed: send its halves, and a single item that still draws this answer
     *     fails with the category
     */
    record Refused(FailureCategory category, String message, boolean splittable) implements BulkAnswer {}
}
