/** The PostgreSQL database of a service. */
@NullMarked
package dev.afterimage.support.database;

import org.jspecify.annotations.NullMarked;
