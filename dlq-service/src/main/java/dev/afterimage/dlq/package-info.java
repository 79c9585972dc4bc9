/** The dead-letter service: what failed is parked whole, understood, and brought home safely. */
@NullMarked
package dev.afterimage.dlq;

import org.jspecify.annotations.NullMarked;
