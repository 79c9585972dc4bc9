/** The checksum of a row's canonical text. */
@NullMarked
package dev.afterimage.cdc.checksum;

import org.jspecify.annotations.NullMarked;
