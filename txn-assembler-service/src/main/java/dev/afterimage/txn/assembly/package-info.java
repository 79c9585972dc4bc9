/** Pure decisions about one transaction: which pieces came, what the source said, whether it is whole, and why not. */
@NullMarked
package dev.afterimage.txn.assembly;

import org.jspecify.annotations.NullMarked;
