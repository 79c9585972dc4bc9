package dev.afterimage.indexer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.DeadLetterHeaders;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.cdc.deadletter.Redrive;
import dev.afterimage.cdc.deadletter.RedriveTopic;
import dev.afterimage.cdc.event.RecordCoordinates;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** The topics, what the group committed, and the service that keeps dead letters and sends them again. */
final class SimulatedBroker {
    static final String GROUP = "afterimage-indexer";
    static final String DEAD_LETTERS = "afterimage.dead-letters";
    static final String OUTCOMES = "afterimage.outcomes";

    /** A dead letter on record until an outcome resolves it. */
    private record Letter(ProducerRecord<byte[], byte[]> record, RecordCoordinates original) {}

    private final Random random;
    private final int partitions;
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> logs = new LinkedHashMap<>();
    private final Map<RecordCoordinates, SourceEvent> events = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final Map<String, Letter> parked = new LinkedHashMap<>();
    private final Map<RecordCoordinates, String> everParked = new HashMap<>();
    private final Map<String, Integer> answers = new HashMap<>();
    private int letters;

    SimulatedBroker(Random random, List<String> topics, int partitions) {
        this.random = random;
        this.partitions = partitions;
        for (String topic : topics) {
            for (int i = 0; i < partitions; i++) {
                logs.put(new TopicPartition(topic, i), new ArrayList<>());
            }
        }
        for (int i = 0; i < partitions; i++) {
            logs.put(new TopicPartition(RedriveTopic.of(GROUP), i), new ArrayList<>());
        }
    }

    List<TopicPartition> partitions() {
        return List.copyOf(logs.keySet());
    }

    /** What a connector sends. */
    void append(SourceEvent event) {
        TopicPartition to = new TopicPartition(event.table(), event.id() < 0 ? 0 : event.id() % partitions);
        long offset = next(to) + (random.nextInt(20) == 0 ? 1 : 0);
        events.put(place(new RecordCoordinates(to.topic(), to.partition(), offset, 0)), event);
        byte[] key = event.id() < 0 ? null : utf8("k" + event.id());
        log(to).add(record(to, offset, event.committedAt(), key, utf8("e" + event.number()), new RecordHeaders()));
    }

    private List<ConsumerRecord<byte[], byte[]>> log(TopicPartition of) {
        return logs.computeIfAbsent(of, unknown -> {
            throw new AssertionError("there is no partition " + unknown);
        });
    }

    private long next(TopicPartition of) {
        List<ConsumerRecord<byte[], byte[]>> log = log(of);
        return log.isEmpty() ? 0 : log.getLast().offset() + 1;
    }

    private static ConsumerRecord<byte[], byte[]> record(
            TopicPartition to, long offset, long timestamp, byte @Nullable [] key, byte[] value, Headers headers) {
        return new ConsumerRecord<>(
                to.topic(),
                to.partition(),
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                key == null ? -1 : key.length,
                value.length,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static RecordCoordinates place(RecordCoordinates at) {
        return new RecordCoordinates(at.topic(), at.partition(), at.offset(), 0);
    }

    /** The event that stood first at these coordinates. */
    SourceEvent event(RecordCoordinates at) {
        SourceEvent event = events.get(place(at));
        assertThat(event).as("an event at %s", at).isNotNull();
        return event;
    }

    /** Up to {@code most} records from an offset on. */
    List<ConsumerRecord<byte[], byte[]>> read(TopicPartition from, long offset, int most) {
        List<ConsumerRecord<byte[], byte[]>> log = log(from);
        int at = 0;
        int end = log.size();
        while (at < end) {
            int middle = (at + end) >>> 1;
            if (log.get(middle).offset() < offset) {
                at = middle + 1;
            } else {
                end = middle;
            }
        }
        return List.copyOf(log.subList(at, at + Math.min(log.size() - at, most)));
    }

    @Nullable
    OffsetAndMetadata committed(TopicPartition partition) {
        return committed.get(partition);
    }

    /** Takes a commit; the caller has looked at what it passes. */
    void commit(TopicPartition partition, OffsetAndMetadata offset) {
        committed.put(partition, offset);
    }

    /** Whether the group has committed everything there is. */
    boolean caughtUp() {
        return logs.entrySet().stream().allMatch(log -> {
            OffsetAndMetadata at = committed.get(log.getKey());
            return log.getValue().isEmpty() || at != null && at.offset() == next(log.getKey());
        });
    }

    /** What a producer wrote. */
    void produced(ProducerRecord<byte[], byte[]> record) {
        switch (record.topic()) {
            case DEAD_LETTERS -> {
                RecordCoordinates at = new RecordCoordinates(
                        header(record, DeadLetterHeaders.ORIGINAL_TOPIC),
                        Integer.parseInt(header(record, DeadLetterHeaders.ORIGINAL_PARTITION)),
                        Long.parseLong(header(record, DeadLetterHeaders.ORIGINAL_OFFSET)),
                        Long.parseLong(header(record, DeadLetterHeaders.ORIGINAL_TIMESTAMP)));
                String id = "letter-" + letters++;
                parked.put(id, new Letter(record, at));
                everParked.put(place(at), id);
            }
            case OUTCOMES -> answered(record.value());
            default -> throw new AssertionError("nothing is written to " + record.topic());
        }
    }

    private void answered(byte[] value) {
        try {
            Outcome outcome = Outcome.fromJson(value);
            answers.merge(outcome.redrive().id(), 1, Integer::sum);
            if (outcome.result() != Outcome.Result.FAILED) {
                parked.remove(outcome.redrive().id().replaceAll("\\.\\d+$", ""));
            }
        } catch (EventFailure e) {
            throw new AssertionError("an outcome cannot be read", e);
        }
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    boolean everParked(RecordCoordinates at) {
        return everParked.containsKey(place(at));
    }

    boolean answered(String id) {
        return answers.containsKey(id);
    }

    /** Dead letters not resolved. */
    int parkedCount() {
        return parked.size();
    }

    /** Sends one dead letter again, with the headers that the dlq-service writes. */
    void redriveOne() {
        List<String> ids = new ArrayList<>(parked.keySet());
        if (ids.isEmpty()) {
            return;
        }
        String id = ids.get(random.nextInt(ids.size()));
        Letter letter = parked.get(id);
        if (letter == null) {
            return;
        }
        byte[] key = letter.record().key();
        TopicPartition to = new TopicPartition(
                RedriveTopic.of(GROUP), key == null ? 0 : Math.floorMod(Arrays.hashCode(key), partitions));
        Headers headers = new RecordHeaders(letter.record().headers().toArray());
        new Redrive(Redrive.Kind.REDRIVE, id + "." + next(to), letter.original(), 1).writeTo(headers);
        log(to).add(record(to, next(to), 0, key, letter.record().value(), headers));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
