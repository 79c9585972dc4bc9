/** The sub-commands behind ./afterimage. */
@NullMarked
package dev.afterimage.localstack.launcher;

import org.jspecify.annotations.NullMarked;
