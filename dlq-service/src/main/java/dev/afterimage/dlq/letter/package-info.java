/** What a dead letter is, whoever wrote it. Pure. */
@NullMarked
package dev.afterimage.dlq.letter;

import org.jspecify.annotations.NullMarked;
