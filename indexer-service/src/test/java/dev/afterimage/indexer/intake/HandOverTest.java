package dev.afterimage.indexer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class HandOverTest {
    private final HandOver handOver = new HandOver(Limits.DEFAULT);

    @Test
    void manyRecordsThatTheWorkerHasNotTakenHoldTheConsumer() {
        List<ConsumerRecord<byte[], byte[]>> some = records(Limits.DEFAULT.heldRecords() / 4 + 1, 10);

        handOver.given(some);
        assertThat(handOver.full()).isTrue();

        handOver.taken(some);
        assertThat(handOver.full()).isFalse();
    }

    @Test
    void aFewLargeRecordsDoToo() {
        List<ConsumerRecord<byte[], byte[]>> some = records(3, (int) (Limits.DEFAULT.heldBytes() / 8));

        handOver.given(some);

        assertThat(handOver.full()).isTrue();
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(int count, int size) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "t",
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                size,
                new byte[0],
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
        return Collections.nCopies(count, record);
    }
}
