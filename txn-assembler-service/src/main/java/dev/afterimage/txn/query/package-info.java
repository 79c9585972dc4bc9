/** Answers about transactions, gathered over all instances. */
@NullMarked
package dev.afterimage.txn.query;

import org.jspecify.annotations.NullMarked;
