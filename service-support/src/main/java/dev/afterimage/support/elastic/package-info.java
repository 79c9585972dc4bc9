/** How an Elasticsearch cluster is reached. */
@NullMarked
package dev.afterimage.support.elastic;

import org.jspecify.annotations.NullMarked;
