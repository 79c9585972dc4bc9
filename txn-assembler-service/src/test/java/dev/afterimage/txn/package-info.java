@NullMarked
package dev.afterimage.txn;

import org.jspecify.annotations.NullMarked;
