/** What was found, kept in PostgreSQL. */
@NullMarked
package dev.afterimage.reconciler.history;

import org.jspecify.annotations.NullMarked;
