/** The examination of a whole installation on demand: each part is asked, pure checks judge, every finding has its remedy. */
@NullMarked
package dev.afterimage.reconciler.doctor;

import org.jspecify.annotations.NullMarked;
