package dev.afterimage.dlq.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

class LetterBatchTest {
    @Property
    void batchesHoldEverythingInOrderAndWithinTheirBounds(
            @ForAll @Size(max = 60) List<@IntRange(max = 300) Integer> sizes,
            @ForAll @IntRange(min = 1, max = 20) int most,
            @ForAll @IntRange(min = 1, max = 1_000) int bytes) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            byte[] value = new byte[sizes.get(i)];
            records.add(new ConsumerRecord<>(
                    "letters",
                    i % 3,
                    100 + i,
                    0,
                    TimestampType.CREATE_TIME,
                    -1,
                    value.length,
                    null,
                    value,
                    new RecordHeaders(),
                    Optional.empty()));
        }

        List<LetterBatch> batches = LetterBatch.of(records, most, bytes);

        assertThat(batches.stream().flatMap(batch -> batch.records().stream())).containsExactlyElementsOf(records);
        assertThat(batches).allSatisfy(batch -> {
            assertThat(batch.records()).hasSizeBetween(1, most);
            int sum = batch.records().stream()
                    .mapToInt(record -> record.serializedValueSize())
                    .sum();
            assertThat(batch.records().size() == 1 || sum <= bytes).isTrue();
            batch.ends().forEach((TopicPartition partition, OffsetAndMetadata end) -> assertThat(batch.records())
                    .filteredOn(record -> record.partition() == partition.partition())
                    .allSatisfy(record -> assertThat(record.offset())
                            .isLessThan(end.offset())
                            .isGreaterThanOrEqualTo(batch.begins().get(partition))));
        });
    }
}
