/** Dead letters in PostgreSQL: the only package that speaks SQL about them. */
@NullMarked
package dev.afterimage.dlq.parking;

import org.jspecify.annotations.NullMarked;
