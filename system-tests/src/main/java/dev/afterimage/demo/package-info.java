/** {@code ./afterimage demo}: a shop mirrored from its database into the search index, with the proof at the end. */
@NullMarked
package dev.afterimage.demo;

import org.jspecify.annotations.NullMarked;
