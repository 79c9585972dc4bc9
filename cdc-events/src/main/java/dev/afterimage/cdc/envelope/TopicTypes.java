package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.type.Declarations;

/** What the operator declares of the column types of each topic, for JSON without schema. */
@FunctionalInterface
public interface TopicTypes {
    /** Nothing is declared. */
    TopicTypes NONE = _ -> Declarations.NONE;

    Declarations of(String topic);
}
