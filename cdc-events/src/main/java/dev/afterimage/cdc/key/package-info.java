/** Document ids. */
@NullMarked
package dev.afterimage.cdc.key;

import org.jspecify.annotations.NullMarked;
