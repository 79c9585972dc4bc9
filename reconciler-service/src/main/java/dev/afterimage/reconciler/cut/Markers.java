package dev.afterimage.reconciler.cut;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.envelope.EventDecoder;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.reconciler.config.ReconcilerProperties;
import dev.afterimage.reconciler.config.TopicPrefix;
import dev.afterimage.reconciler.source.Source;
import dev.afterimage.support.kafka.KafkaClients;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Puts markers into the source's log and waits until they have come through the connector. Thread-safe. */
@Singleton
public final class Markers {
    /** What the prefixes of our messages begin with; a connector that filters messages must let them pass. */
    public static final String PREFIX = "afterimage.marker.";

    private static final Duration POLL = Duration.ofMillis(200);

    private final Source source;
    private final KafkaClients kafka;
    private final EventDecoder decoder;
    private final String topic;
    private final Duration patience;

    Markers(
            Source source,
            KafkaClients kafka,
            EventDecoder decoder,
            TopicPrefix prefix,
            ReconcilerProperties properties) {
        this.source = source;
        this.kafka = kafka;
        this.decoder = decoder;
        this.topic = prefix.messages();
        this.patience = properties.catchUp();
    }

    /** Reads the topic of markers from now on; who opens it closes it. */
    public Watch watch() {
        return new Watch(TopicTail.begin(kafka.reader(), topic));
    }

    /** One marker by itself: emitted, and awaited. */
    public Marker one() throws InterruptedException {
        try (Watch watch = watch()) {
            return watch.await(watch.emit());
        }
    }

    /** Emits markers and sees them come. Not thread-safe. */
    public final class Watch implements AutoCloseable {
        private final TopicTail tail;
        private final Set<String> emitted = new HashSet<>();
        private final Map<String, Marker> come = new HashMap<>();

        private Watch(TopicTail tail) {
            this.tail = tail;
        }

        /** Writes a marker; when this returns its transaction has committed. Answers its name. */
        public String emit() {
            String name = PREFIX + UUID.randomUUID();
            emitted.add(name);
            source.emit(name);
            return name;
        }

        /**
         * Waits for a marker that this watch has emitted.
         *
         * @throws CutException if it does not come in time
         */
        public Marker await(String name) throws InterruptedException {
            long until = System.nanoTime() + patience.toNanos();
            while (!come.containsKey(name) && System.nanoTime() < until) {
                for (ConsumerRecord<byte[], byte[]> record : tail.poll(POLL)) {
                    read(record);
                }
            }
            Marker marker = come.remove(name);
            if (marker == null) {
                throw new CutException("the connector did not bring a marker from the source's log to topic " + topic
                        + " within " + patience.toSeconds()
                        + " s: is it running, and does it let messages with the prefix " + PREFIX + " pass?");
            }
            return marker;
        }

        private void read(ConsumerRecord<byte[], byte[]> record) {
            RecordCoordinates at =
                    new RecordCoordinates(record.topic(), record.partition(), record.offset(), record.timestamp());
            try {
                if (decoded(record, at) instanceof ChangeEvent.Message message && emitted.remove(message.prefix())) {
                    come.put(message.prefix(), new Marker(message.origin(), at));
                }
            } catch (EventFailure e) {
                // Somebody else's message, in a form of its own.
            }
        }

        /** Several watches share the decoder, which is used by one thread at a time. */
        private ChangeEvent decoded(ConsumerRecord<byte[], byte[]> record, RecordCoordinates at) throws EventFailure {
            synchronized (decoder) {
                return decoder.decode(record, at);
            }
        }

        @Override
        public void close() {
            tail.close();
        }
    }
}
