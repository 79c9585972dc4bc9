/** The HTTP API. */
@NullMarked
package dev.afterimage.reconciler.api;

import org.jspecify.annotations.NullMarked;
