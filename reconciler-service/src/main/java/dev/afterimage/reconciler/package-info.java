/** Proves that the index is the database, and repairs it where it is not. */
@NullMarked
package dev.afterimage.reconciler;

import org.jspecify.annotations.NullMarked;
