/** Avro's binary form read straight into exact JSON, by readers compiled once a schema. */
@NullMarked
package dev.afterimage.cdc.avro;

import org.jspecify.annotations.NullMarked;
