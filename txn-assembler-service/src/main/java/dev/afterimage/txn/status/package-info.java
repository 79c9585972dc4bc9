/** How the service is, for people, probes and metrics. */
@NullMarked
package dev.afterimage.txn.status;

import org.jspecify.annotations.NullMarked;
