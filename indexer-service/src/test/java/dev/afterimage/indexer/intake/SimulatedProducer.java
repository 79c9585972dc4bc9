package dev.afterimage.indexer.intake;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A producer whose records reach the broker some time later, or fail, or both. */
final class SimulatedProducer extends MockProducer<byte[], byte[]> {
    private final SimulatedNetwork network;
    private final Consumer<ProducerRecord<byte[], byte[]>> broker;

    private SimulatedProducer(SimulatedNetwork network, Consumer<ProducerRecord<byte[], byte[]>> broker) {
        super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        this.network = network;
        this.broker = broker;
    }

    static SimulatedProducer of(SimulatedNetwork network, Consumer<ProducerRecord<byte[], byte[]>> broker) {
        return new SimulatedProducer(network, broker);
    }

    @Override
    public synchronized Future<RecordMetadata> send(
            ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        RecordMetadata metadata = new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0);
        network.run(() -> broker.accept(record)).whenComplete((done, error) -> {
            if (callback != null) {
                callback.onCompletion(metadata, error == null ? null : new IllegalStateException("no answer"));
            }
            sent.complete(metadata);
        });
        return sent;
    }
}
