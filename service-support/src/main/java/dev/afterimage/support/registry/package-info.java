/** How the schema registry is reached. */
@NullMarked
package dev.afterimage.support.registry;

import org.jspecify.annotations.NullMarked;
