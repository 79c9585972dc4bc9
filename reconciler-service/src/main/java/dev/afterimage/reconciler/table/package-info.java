/** What is compared of a table, and how its values become text in SQL. */
@NullMarked
package dev.afterimage.reconciler.table;

import org.jspecify.annotations.NullMarked;
