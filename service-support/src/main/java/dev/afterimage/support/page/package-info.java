/** Pages for people: HTML rendered on the server, escaped by construction, readable without scripts. */
@NullMarked
package dev.afterimage.support.page;

import org.jspecify.annotations.NullMarked;
