/** Named conditions of a service, told alike by health checks and pages. */
@NullMarked
package dev.afterimage.support.vital;

import org.jspecify.annotations.NullMarked;
