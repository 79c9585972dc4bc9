/** Schemas by id from a Confluent-compatible registry. */
@NullMarked
package dev.afterimage.cdc.registry;

import org.jspecify.annotations.NullMarked;
