/** Tests of the comparison itself: that it agrees where it should, and sees what is wrong. */
@NullMarked
package dev.afterimage.localstack.proof;

import org.jspecify.annotations.NullMarked;
