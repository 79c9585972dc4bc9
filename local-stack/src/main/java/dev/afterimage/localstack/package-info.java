/** The real parts that Afterimage works with, on one machine. */
@NullMarked
package dev.afterimage.localstack;

import org.jspecify.annotations.NullMarked;
