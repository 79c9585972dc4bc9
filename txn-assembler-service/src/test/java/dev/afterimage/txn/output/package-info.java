/** Tests of the documents. */
@NullMarked
package dev.afterimage.txn.output;

import org.jspecify.annotations.NullMarked;
