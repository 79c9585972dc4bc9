/** Defaults and mapping of what operators set. */
@NullMarked
package dev.afterimage.indexer.config;

import org.jspecify.annotations.NullMarked;
