/** What must be forgotten, and the word that it was. */
@NullMarked
package dev.afterimage.dlq.erasure;

import org.jspecify.annotations.NullMarked;
