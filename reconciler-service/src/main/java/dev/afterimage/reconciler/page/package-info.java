/** Pages for people. */
@NullMarked
package dev.afterimage.reconciler.page;

import org.jspecify.annotations.NullMarked;
