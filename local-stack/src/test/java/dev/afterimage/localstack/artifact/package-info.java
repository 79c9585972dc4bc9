/** Tests of the package. */
@NullMarked
package dev.afterimage.localstack.artifact;

import org.jspecify.annotations.NullMarked;
