/** What people decide about dead letters, each decision with its row in the audit log. */
@NullMarked
package dev.afterimage.dlq.decision;

import org.jspecify.annotations.NullMarked;
