package dev.afterimage.indexer.intake;

import dev.afterimage.indexer.config.IndexerProperties;

/**
 * What the worker keeps within.
 *
 * @param bulkBytes size at which a bulk body is sent, bytes
 * @param bulkCount operations at which it is sent
 * @param inFlight bulk requests under way at once
 * @param lingerMs how long an operation waits for company while another bulk is under way, milliseconds
 * @param batchCount operations that need not wait
 * @param heldBytes bytes of unsettled records at which the consumer is paused
 * @param heldRecords records at which it is
 * @param documentBytes largest document that is sent, bytes
 * @param controlMs how often the shared control records are read and offsets are released for commit, milliseconds
 * @param horizonMs the delete memory: how long tombstones are kept, milliseconds
 * @param breakerWindow records of a partition that the ratio breaker looks back on
 * @param breakerLeast parked records below which it never opens
 * @param breakerRatio share of parked records at which it opens, above 0 to 1
 * @param breakerPauseMs how long it stays open before it lets one record try, milliseconds
 */
public record Limits(
        int bulkBytes,
        int bulkCount,
        int inFlight,
        long lingerMs,
        int batchCount,
        long heldBytes,
        int heldRecords,
        int documentBytes,
        long controlMs,
        long horizonMs,
        int breakerWindow,
        int breakerLeast,
        double breakerRatio,
        long breakerPauseMs) {

    public static final Limits DEFAULT = new Limits(
            1_500_000,
            2_000,
            2,
            5,
            200,
            96L << 20,
            10_000,
            50_000_000,
            500,
            7L * 24 * 3600 * 1000,
            1_000,
            100,
            0.5,
            30_000);

    private static final int OPERATIONS_THAT_NEED_NOT_WAIT = 200;
    private static final int BEHIND_ONE_THAT_IS_HELD = 2;

    /**
     * Records of one partition from its first unsettled one on at which it is paused: settled ones cost little memory, but not none, and all of
     * them come again after a crash.
     */
    int uncommittable() {
        return BEHIND_ONE_THAT_IS_HELD * heldRecords;
    }

    /** The same, and however many records are parked, no partition is held for it. */
    Limits withoutBreaker() {
        return new Limits(
                bulkBytes,
                bulkCount,
                inFlight,
                lingerMs,
                batchCount,
                heldBytes,
                heldRecords,
                documentBytes,
                controlMs,
                horizonMs,
                breakerWindow,
                Integer.MAX_VALUE,
                breakerRatio,
                breakerPauseMs);
    }

    /** Of a second worker in the same process: a quarter of the memory, one request at a time, and nothing held for what is parked. */
    Limits beside() {
        return new Limits(
                bulkBytes,
                bulkCount,
                1,
                lingerMs,
                batchCount,
                heldBytes / 4,
                Math.max(1, heldRecords / 2),
                documentBytes,
                controlMs,
                horizonMs,
                breakerWindow,
                Integer.MAX_VALUE,
                breakerRatio,
                breakerPauseMs);
    }

    /** What is configured. */
    public static Limits of(IndexerProperties properties) {
        return new Limits(
                properties.bulkBytes(),
                properties.bulkOperations(),
                properties.bulksInFlight(),
                properties.linger().toMillis(),
                OPERATIONS_THAT_NEED_NOT_WAIT,
                properties.heldBytes(),
                properties.heldRecords(),
                properties.documentBytes(),
                properties.commitInterval().toMillis(),
                properties.deleteMemory().toMillis(),
                properties.breakerWindow(),
                properties.breakerLeast(),
                properties.breakerRatio(),
                properties.breakerPause().toMillis());
    }
}
