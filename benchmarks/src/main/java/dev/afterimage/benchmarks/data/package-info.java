/** What is indexed: a seeded stream of Debezium envelopes, and the model of what the index must hold after it. */
@NullMarked
package dev.afterimage.benchmarks.data;

import org.jspecify.annotations.NullMarked;
