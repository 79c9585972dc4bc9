/** Pure decisions: when again, in which order of a key, how a group is released. */
@NullMarked
package dev.afterimage.dlq.retry;

import org.jspecify.annotations.NullMarked;
