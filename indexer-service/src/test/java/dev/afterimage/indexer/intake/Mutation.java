package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.position.PostgresPosition;
import dev.afterimage.cdc.position.SnapshotKind;

/** A fault planted to prove that the simulation notices it. */
enum Mutation {
    /** Nothing is wrong. */
    NONE,
    /** The version is the row's LSN, as in Debezium's own sink. */
    ROW_LSN,
    /** The first transaction after a snapshot is judged like any other. */
    NO_SNAPSHOT_RULE,
    /** A delete leaves nothing behind that refuses older events. */
    NO_DELETE_MEMORY,
    /** Nobody remembers which keys have parked records. */
    NO_PARKED_MARKS,
    /** Where a table was truncated is not told to others. */
    NO_FLOORS;

    /** The weather in which its absence shows. */
    Weather shownBy() {
        return switch (this) {
            case NONE, ROW_LSN, NO_SNAPSHOT_RULE, NO_DELETE_MEMORY -> Weather.STORMY;
            case NO_PARKED_MARKS -> Weather.POISONED;
            case NO_FLOORS -> Weather.TRUNCATING;
        };
    }

    PostgresPosition position(PostgresPosition told) {
        boolean streamed = told.snapshot() == SnapshotKind.NONE;
        boolean changed = this == ROW_LSN && streamed || this == NO_SNAPSHOT_RULE && told.commitUnknown();
        return changed ? new PostgresPosition(told.event(), told.event(), told.order(), told.snapshot()) : told;
    }
}
