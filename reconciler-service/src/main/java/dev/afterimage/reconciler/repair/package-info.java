/** Keys that are read anew and sent through the indexer's own path. */
@NullMarked
package dev.afterimage.reconciler.repair;

import org.jspecify.annotations.NullMarked;
