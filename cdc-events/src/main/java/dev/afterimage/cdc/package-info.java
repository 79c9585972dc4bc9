/** The shared language of Afterimage: what a change event is and how it is ordered. */
@NullMarked
package dev.afterimage.cdc;

import org.jspecify.annotations.NullMarked;
