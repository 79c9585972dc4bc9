package dev.afterimage.benchmarks.data;

/**
 * What a stream of changes looks like.
 *
 * @param seed the same seed gives the same bytes
 * @param keys rows of the table
 * @param zipf exponent of the keys' popularity; 0 for all alike
 * @param deletes share of the changes of existing rows that delete them, each followed by its tombstone record
 * @param poison share of the records that are no JSON, cut off in the middle
 * @param existing whether all rows were there before the first change, so that none is an insert
 */
public record Workload(long seed, int keys, double zipf, double deletes, double poison, boolean existing) {
    /** Updates of rows that are all alike. */
    public static Workload updates(long seed, int keys) {
        return new Workload(seed, keys, 0, 0, 0, true);
    }

    /** Inserts, updates and deletes. */
    public static Workload mixed(long seed, int keys, double deletes) {
        return new Workload(seed, keys, 0, deletes, 0, false);
    }

    /** Updates of rows of which few are very busy. */
    public static Workload hot(long seed, int keys, double zipf) {
        return new Workload(seed, keys, zipf, 0, 0, true);
    }

    public Workload withPoison(double share) {
        return new Workload(seed, keys, zipf, deletes, share, existing);
    }
}
