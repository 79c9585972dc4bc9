/** One reconciliation from its order to its result. */
@NullMarked
package dev.afterimage.reconciler.run;

import org.jspecify.annotations.NullMarked;
