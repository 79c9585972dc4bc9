/** The HTTP API. */
@NullMarked
package dev.afterimage.dlq.api;

import org.jspecify.annotations.NullMarked;
