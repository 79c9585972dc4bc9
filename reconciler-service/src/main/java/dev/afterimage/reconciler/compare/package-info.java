/** Pure decisions: which buckets differ, which keys, and how. */
@NullMarked
package dev.afterimage.reconciler.compare;

import org.jspecify.annotations.NullMarked;
