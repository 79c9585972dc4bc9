/** Dead letters come in batches, one reader a dialect, and are parked before their offsets are committed. */
@NullMarked
package dev.afterimage.dlq.intake;

import org.jspecify.annotations.NullMarked;
