package dev.afterimage.txn.topology;

import dev.afterimage.txn.assembly.OpenTransaction;
import dev.afterimage.txn.assembly.TransactionKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the stores: a transaction's is its key, a zero and its serial; an event's has the order behind that, so that a transaction's events are a range
 * that is read piece by piece. Pure.
 */
final class StoreKeys {
    private StoreKeys() {}

    static Bytes of(TransactionKey key, long serial) {
        byte[] text = key.bytes();
        return Bytes.wrap(ByteBuffer.allocate(text.length + 1 + Long.BYTES)
                .put(text)
                .put((byte) 0)
                .putLong(serial)
                .array());
    }

    static Bytes of(OpenTransaction transaction) {
        return of(transaction.key(), transaction.serial());
    }

    static Bytes ofEvent(OpenTransaction transaction, long order) {
        byte[] prefix = of(transaction).get();
        return Bytes.wrap(ByteBuffer.allocate(prefix.length + Long.BYTES)
                .put(prefix)
                .putLong(order)
                .array());
    }

    static TransactionKey transaction(Bytes key) {
        byte[] bytes = key.get();
        return TransactionKey.parse(Arrays.copyOf(bytes, bytes.length - 1 - Long.BYTES));
    }

    /** The serial of a transaction's key, the order of an event's. */
    static long number(Bytes key) {
        byte[] bytes = key.get();
        return ByteBuffer.wrap(bytes, bytes.length - Long.BYTES, Long.BYTES).getLong();
    }
}
