/** What operators set: bound from environment, files and application.yml, checked at start, handed to the parts as their own records. */
@NullMarked
package dev.afterimage.indexer.config;

import org.jspecify.annotations.NullMarked;
