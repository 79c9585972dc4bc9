@NullMarked
package dev.afterimage.txn.assembly;

import org.jspecify.annotations.NullMarked;
