/** What the documentation must say, held against the code. */
@NullMarked
package dev.afterimage.cdc.docs;

import org.jspecify.annotations.NullMarked;
