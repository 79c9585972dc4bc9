/** What is due goes back to the consumer group that failed; what became of it is recorded. */
@NullMarked
package dev.afterimage.dlq.redrive;

import org.jspecify.annotations.NullMarked;
