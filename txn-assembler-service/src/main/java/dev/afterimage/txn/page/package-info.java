/** The page for people. */
@NullMarked
package dev.afterimage.txn.page;

import org.jspecify.annotations.NullMarked;
