package dev.afterimage.indexer.index;

import dev.afterimage.cdc.deadletter.FailureCategory;
import org.jspecify.annotations.Nullable;

/**
 * What one item's answer means for its event.
 *
 * <p>Pure; the table is FACTS §4.3, seen on Elasticsearch 8.19.
 */
public sealed interface ItemVerdict {
    /** It is stored. */
    record Ok() implements ItemVerdict {}

    /** A higher version is stored already. */
    record Conflict() implements ItemVerdict {}

    /** It is not stored. */
    record Failed(FailureCategory category, String message) implements ItemVerdict {}

    /** How Elasticsearch calls a conflict of versions. */
    String CONFLICT_TYPE = "version_conflict_engine_exception";

    ItemVerdict OK = new Ok();
    ItemVerdict CONFLICT = new Conflict();

    /**
     * Judges one item.
     *
     * @param status the item's own HTTP status
     * @param error what it says went wrong, or null
     */
    static ItemVerdict of(int status, @Nullable ItemError error) {
        if (error == null) {
            return status >= 200 && status < 300 ? OK : new Failed(byStatus(status), "status " + status);
        }
        if (error.type().equals(CONFLICT_TYPE)) {
            return CONFLICT;
        }
        return new Failed(category(status, error), error.toString());
    }

    private static FailureCategory category(int status, ItemError error) {
        return switch (error.type()) {
            case "es_rejected_execution_exception", "circuit_breaking_exception" -> FailureCategory.SINK_THROTTLED;
            case "unavailable_shards_exception",
                    "no_shard_available_action_exception",
                    "primary_missing_action_exception",
                    "node_closed_exception",
                    "node_not_connected_exception",
                    "node_disconnected_exception",
                    "process_cluster_event_timeout_exception",
                    "master_not_discovered_exception",
                    "timeout_exception",
                    "receive_timeout_transport_exception" -> FailureCategory.SINK_UNAVAILABLE;
            // 503 is a cluster that has no master or is still recovering; 403 and 429 are blocks that a person or free
            // disk lifts.
            case "cluster_block_exception" ->
                status == 503 ? FailureCategory.SINK_UNAVAILABLE : FailureCategory.INDEX_UNAVAILABLE;
            case "index_not_found_exception",
                    "index_closed_exception",
                    "invalid_index_name_exception",
                    "validation_exception" -> FailureCategory.INDEX_UNAVAILABLE;
            case "security_exception" -> FailureCategory.SINK_REFUSED;
            case "illegal_argument_exception" ->
                concernsIndex(error.reason()) ? FailureCategory.INDEX_UNAVAILABLE : byStatus(status);
            default -> byStatus(status);
        };
    }

    /** The write alias leads nowhere, or the index names an ingest pipeline that is not there. */
    private static boolean concernsIndex(String reason) {
        return reason.startsWith("no write index is defined") || reason.startsWith("pipeline with id");
    }

    private static FailureCategory byStatus(int status) {
        if (status >= 500) {
            return FailureCategory.SINK_UNAVAILABLE;
        }
        return switch (status) {
            case 400 -> FailureCategory.MAPPING_REJECTED;
            case 401, 403, 407 -> FailureCategory.SINK_REFUSED;
            case 404 -> FailureCategory.INDEX_UNAVAILABLE;
            case 413 -> FailureCategory.TOO_LARGE;
            case 429 -> FailureCategory.SINK_THROTTLED;
            case 408, 409 -> FailureCategory.SINK_UNAVAILABLE;
            default -> status < 400 ? FailureCategory.SINK_UNAVAILABLE : FailureCategory.UNEXPECTED;
        };
    }
}
