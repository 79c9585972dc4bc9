/** Whole transactions, once, or a reason why not. */
@NullMarked
package dev.afterimage.txn;

import org.jspecify.annotations.NullMarked;
