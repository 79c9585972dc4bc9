/** BEGIN and END of a source transaction, and membership in it. */
@NullMarked
package dev.afterimage.cdc.transaction;

import org.jspecify.annotations.NullMarked;
