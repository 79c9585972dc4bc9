/** How a table's drift goes over days and weeks. */
@NullMarked
package dev.afterimage.reconciler.trend;

import org.jspecify.annotations.NullMarked;
