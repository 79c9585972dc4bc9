/** One small class for each part of the stack. */
@NullMarked
package dev.afterimage.localstack.part;

import org.jspecify.annotations.NullMarked;
