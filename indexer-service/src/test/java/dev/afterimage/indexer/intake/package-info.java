/** Tests of the intake. */
@NullMarked
package dev.afterimage.indexer.intake;

import org.jspecify.annotations.NullMarked;
