/** Health and metrics. */
@NullMarked
package dev.afterimage.dlq.status;

import org.jspecify.annotations.NullMarked;
