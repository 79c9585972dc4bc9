package dev.afterimage.txn.topology;

import dev.afterimage.txn.assembly.TransactionKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Gives all transactions of one source one partition, where their order must be kept. Keys begin with the source and a slash. */
public final class SourcePartitioner<V> implements StreamPartitioner<byte[], V> {
    @Override
    public Optional<Set<Integer>> partitions(String topic, byte[] key, V value, int partitions) {
        byte[] source = TransactionKey.parse(key).source().getBytes(StandardCharsets.UTF_8);
        return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(source)) % partitions));
    }
}
