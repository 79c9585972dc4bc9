/** How a service begins, and how it says why it cannot. */
@NullMarked
package dev.afterimage.support.start;

import org.jspecify.annotations.NullMarked;
