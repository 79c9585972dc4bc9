/** The pipeline from database to index with its real parts; every test ends in the comparison of all rows with all documents. */
@NullMarked
package dev.afterimage.system;

import org.jspecify.annotations.NullMarked;
