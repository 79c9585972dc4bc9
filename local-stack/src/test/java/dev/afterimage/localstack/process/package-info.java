/** Tests of the package. */
@NullMarked
package dev.afterimage.localstack.process;

import org.jspecify.annotations.NullMarked;
