/** Bytes of a Kafka record to a change event, in the three wire forms and the flattened one. */
@NullMarked
package dev.afterimage.cdc.envelope;

import org.jspecify.annotations.NullMarked;
