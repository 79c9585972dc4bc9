package dev.afterimage.indexer.dryrun;

/** What may go wrong once the indexer really runs, the gravest first. */
public enum HazardKind {
    /** A partition stops at a record until a person acts. */
    STOPS("the indexer would stop here until somebody acts"),
    /** So large a share of a partition's records cannot be indexed that it would be held. */
    FLOOD("so many records would be parked that the partition would be held"),
    /** The index that is there cannot be used, or not as it is. */
    INDEX("the index that is there"),
    /** Documents that the index holds and that no event of ours wrote. */
    NOT_OURS("the index holds documents of others"),
    /** A column's type does not fit the field that is there. */
    MAPPING("the mapping that is there does not fit"),
    /** Records that would go to the dead letters. */
    PARKED("records would be parked"),
    /** The topic does not hold the table's whole history. */
    HISTORY("the topic does not begin at the beginning"),
    /** Records with one key stand in several partitions. */
    MOVING_KEYS("keys stand in more than one partition"),
    /** The topic's own settings lose records or keep them too long. */
    TOPIC("settings of the topic"),
    /** The consumer group is in use already. */
    GROUP("the consumer group"),
    /** A topic of ours is not there and would not be made. */
    OWN_TOPIC("topics of Afterimage");

    private final String title;

    HazardKind(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
