package dev.afterimage.benchmarks.gateway;

/** What the gateway does with the items of bulk requests. Called by several threads at once. */
public interface BulkRule {
    /** Lets everything through and notes nothing. */
    BulkRule NONE = new BulkRule() {};

    /** Whether an item is answered with 429 and not passed on. */
    default boolean refuses() {
        return false;
    }

    /**
     * The node has answered a request.
     *
     * @param items what was in it
     * @param statuses the answered status of each item
     * @param at when the answer was there, by {@link System#nanoTime()}
     */
    default void answered(Items items, int[] statuses, long at) {}

    /** The items of one request. */
    interface Items {
        int count();

        /** The version in an item's action; -1 if there is none. */
        long version(int item);

        /** The number behind the last occurrence of a member's name, given with quotes and colon; -1 if there is none. */
        long lastNumber(int item, byte[] name);
    }
}
