/** Tests of the stack with the real parts. */
@NullMarked
package dev.afterimage.localstack;

import org.jspecify.annotations.NullMarked;
