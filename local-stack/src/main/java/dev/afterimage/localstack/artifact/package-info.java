/** Where the parts come from: class paths and archives that the build resolved. */
@NullMarked
package dev.afterimage.localstack.artifact;

import org.jspecify.annotations.NullMarked;
