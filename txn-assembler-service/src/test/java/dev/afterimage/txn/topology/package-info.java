/** The topology under the test driver. */
@NullMarked
package dev.afterimage.txn.topology;

import org.jspecify.annotations.NullMarked;
