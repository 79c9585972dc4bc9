/** What is wrong with an installation: pure, from facts that others have read. */
@NullMarked
package dev.afterimage.reconciler.doctor.check;

import org.jspecify.annotations.NullMarked;
