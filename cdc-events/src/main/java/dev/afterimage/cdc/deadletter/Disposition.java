package dev.afterimage.cdc.deadletter;

/** What a service does about a failure. */
public enum Disposition {
    /** Keep the partition, commit nothing, back off and try again: time or an operator of the sink heals it. */
    HOLD,
    /** Send the record to the dead letters whole and go on. */
    PARK,
    /** Consume no more of the source until a person has changed configuration or opened an epoch. */
    STOP
}
