/** What is set, read and checked at start. */
@NullMarked
package dev.afterimage.dlq.config;

import org.jspecify.annotations.NullMarked;
