/** What all metrics of a service have in common. */
@NullMarked
package dev.afterimage.support.metric;

import org.jspecify.annotations.NullMarked;
