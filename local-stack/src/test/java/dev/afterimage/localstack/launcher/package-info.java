/** Tests of the package. */
@NullMarked
package dev.afterimage.localstack.launcher;

import org.jspecify.annotations.NullMarked;
