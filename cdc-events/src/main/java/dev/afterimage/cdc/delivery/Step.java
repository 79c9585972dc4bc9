package dev.afterimage.cdc.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What a reader does with a record of {@code afterimage.transactions}.
 *
 * @param action what to do
 * @param delivered what the record is
 * @param why for {@link Action#REFUSE}: what is wrong, without values of rows; else null
 */
public record Step(
        Action action, Delivered delivered, @Nullable String why) {
    /** The four things to do. */
    public enum Action {
        /** It is a whole transaction: apply its events at once. */
        APPLY,
        /** It is a part: keep its events aside, under its transaction and number; a part kept already is replaced. */
        KEEP,
        /** Its transaction is complete with it: apply all parts that were kept, in order, at once. */
        APPLY_KEPT,
        /** Its parts do not add up: forget what was kept of its transaction, and tell a person. */
        REFUSE
    }
}
