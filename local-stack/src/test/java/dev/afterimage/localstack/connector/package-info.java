/** Tests of the package. */
@NullMarked
package dev.afterimage.localstack.connector;

import org.jspecify.annotations.NullMarked;
