package dev.afterimage.cdc.event;

/**
 * Where a record stood in Kafka when it was first consumed; a redriven record keeps its original coordinates.
 *
 * @param topic the topic's name
 * @param partition 0 or more
 * @param offset 0 or more
 * @param timestamp the record's timestamp, milliseconds since 1970
 */
public record RecordCoordinates(String topic, int partition, long offset, long timestamp) {
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
