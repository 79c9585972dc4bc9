/** The bytes of a document: fields, masks, checksum and the object {@code _cdc}. */
@NullMarked
package dev.afterimage.indexer.document;

import org.jspecify.annotations.NullMarked;
