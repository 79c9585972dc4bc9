/** Who may change state: authentication of API calls, with a seam for further methods and roles. */
@NullMarked
package dev.afterimage.support.access;

import org.jspecify.annotations.NullMarked;
