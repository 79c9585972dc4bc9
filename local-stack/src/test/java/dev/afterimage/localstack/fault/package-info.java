/** Tests of the faults. */
@NullMarked
package dev.afterimage.localstack.fault;

import org.jspecify.annotations.NullMarked;
