/** The parts as containers, where an engine for them is there. */
@NullMarked
package dev.afterimage.localstack.container;

import org.jspecify.annotations.NullMarked;
