package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.type.Placeholder;

/**
 * What a JSON decoder must be told because the records do not tell it.
 *
 * @param placeholder the connector's {@code unavailable.value.placeholder}
 * @param settingsDeclared whether the operator has declared that connectors which write JSON without schema run with
 *     {@code decimal.handling.mode=string} and {@code time.precision.mode=isostring}
 * @param types column types of JSON without schema
 * @param oldRowsOnDemand whether the old row of an upsert whose new row is complete is passed over: its syntax is checked, its values are not,
 *     and the event is without it
 */
public record JsonSettings(String placeholder, boolean settingsDeclared, TopicTypes types, boolean oldRowsOnDemand) {
    /** Debezium's own placeholder, nothing declared: JSON with schema only. */
    public static final JsonSettings DEFAULT = new JsonSettings(Placeholder.DEFAULT, false, TopicTypes.NONE);

    /** Settings under which every old row is read. */
    public JsonSettings(String placeholder, boolean settingsDeclared, TopicTypes types) {
        this(placeholder, settingsDeclared, types, false);
    }
}
