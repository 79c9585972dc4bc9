/** A small HTTP stage in front of Elasticsearch that notes when each operation was acknowledged, or refuses some. */
@NullMarked
package dev.afterimage.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
