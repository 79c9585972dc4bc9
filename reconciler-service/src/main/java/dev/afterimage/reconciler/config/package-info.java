/** What is set, read and checked at start. */
@NullMarked
package dev.afterimage.reconciler.config;

import org.jspecify.annotations.NullMarked;
