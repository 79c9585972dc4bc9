/** Faults of the network, made on purpose. */
@NullMarked
package dev.afterimage.localstack.fault;

import org.jspecify.annotations.NullMarked;
