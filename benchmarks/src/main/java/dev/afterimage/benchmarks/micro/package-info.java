/** JMH benchmarks of the indexer's inner steps. */
@NullMarked
package dev.afterimage.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
