/** What every service's HTTP door does, seen from outside through a real socket. */
@NullMarked
package dev.afterimage.support.http;

import org.jspecify.annotations.NullMarked;
