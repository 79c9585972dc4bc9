/** Column types and their exact JSON. */
@NullMarked
package dev.afterimage.cdc.type;

import org.jspecify.annotations.NullMarked;
