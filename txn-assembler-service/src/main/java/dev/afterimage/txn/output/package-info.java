/** What consumers get: whole transactions, or numbered parts with a closing manifest; and the reports of those that did not become whole. */
@NullMarked
package dev.afterimage.txn.output;

import org.jspecify.annotations.NullMarked;
