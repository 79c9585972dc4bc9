/** Operating system processes that are remembered on disk, so that nothing outlives its stack. */
@NullMarked
package dev.afterimage.localstack.process;

import org.jspecify.annotations.NullMarked;
