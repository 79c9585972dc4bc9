package dev.afterimage.indexer.status;

import dev.afterimage.cdc.deadletter.FailureCategory;

/** What a person can do about a failure, by its category. */
public final class Remedy {
    private Remedy() {}

    public static String of(FailureCategory category) {
        return switch (category) {
            case MALFORMED ->
                "Look at the record among the dead letters and at what wrote it; set AFTERIMAGE_FORMAT to the connector's converter.";
            case KEY_MISSING ->
                "Give the table a primary key, or name its id columns in the table's settings, then redrive.";
            case SCHEMA_UNKNOWN ->
                "Register the schema again under its id, or correct SCHEMA_REGISTRY_URL, then redrive.";
            case SCHEMA_UNAVAILABLE -> "Bring the schema registry back; then redrive what was parked.";
            case VALUE_UNSUPPORTED ->
                "Leave the column out in the table's settings or change the connector's type handling, then redrive.";
            case MAPPING_REJECTED ->
                "Compare the column's type with the index's mapping; reindex with the new mapping, then redrive.";
            case TOO_LARGE ->
                "Leave the large column out, or raise http.max_content_length in Elasticsearch, then redrive.";
            case IMAGE_INCOMPLETE -> "Set REPLICA IDENTITY FULL on the table, or let the reconciler repair the key.";
            case BEHIND_PARKED -> "Redrive the parked record of the key that stands before this one.";
            case FOREIGN_SOURCE ->
                "Let the sources' ids differ: set shared-index in the table's settings, or give each source its own index.";
            case POSITION_AMBIGUOUS -> "Let the reconciler read the key anew from the source.";
            case TRANSACTION_INCOMPLETE -> "Read the report: it names what is missing and the probable cause.";
            case BEYOND_DELETE_MEMORY ->
                "Let the reconciler read the key anew from the source; it does so by itself where it runs.";
            case TRUNCATE_REFUSED -> "Allow truncates in the table's settings and redrive, or discard the truncate.";
            case UNEXPECTED -> "Read the service's log, and look at the record among the dead letters.";
            case SINK_UNAVAILABLE -> "Bring Elasticsearch back; work goes on by itself.";
            case SINK_THROTTLED -> "Wait, or give Elasticsearch more room; work goes on by itself, more slowly.";
            case SINK_REFUSED -> "Correct the credentials of Elasticsearch and what they are allowed to do.";
            case INDEX_UNAVAILABLE ->
                "Free disk space and lift the write block, or open the index again; work goes on by itself.";
            case PARKING_UNAVAILABLE -> "Make the dead-letter topic writable again; work goes on by itself.";
            case PARKING_FLOOD ->
                "Find out why so many records fail alike; the newest dead letters say. It tries again by itself.";
            case CONNECTOR_SETTING -> "Change the connector setting that is named, then start this service again.";
            case POSITION_FELL ->
                "Find out whether the source was restored or failed over; then open a new epoch for it.";
            case RECORDS_LOST ->
                "Rebuild or reconcile the table, then reset the group's offsets; keep records longer than an outage may last.";
            case VERSION_OVERFLOW -> "Open a new epoch for the source, and report its position.";
        };
    }
}
