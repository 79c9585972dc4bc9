/** Settings and their reference. */
@NullMarked
package dev.afterimage.txn.config;

import org.jspecify.annotations.NullMarked;
