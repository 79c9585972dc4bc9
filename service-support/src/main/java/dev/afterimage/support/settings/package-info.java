/** Defaults that all services share, and secrets from files. */
@NullMarked
package dev.afterimage.support.settings;

import org.jspecify.annotations.NullMarked;
