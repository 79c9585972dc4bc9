package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A truncate stands in one partition only, and yet it is older or newer than every event of the others. */
@ExtendWith(LocalStackExtension.class)
class TruncateIT {
    @Test
    void aTruncateEmptiesTheIndexAndWhatCameAfterItStays(LocalStack stack) throws Exception {
        try (Mirror mirror = Mirror.flowing(stack, "truncated")) {
            mirror.execute(
                    "create table public.basket (id int primary key, v text)",
                    "insert into public.basket select i, 'before' from generate_series(1, 200) i",
                    "truncate public.basket",
                    "insert into public.basket select i, 'after' from generate_series(150, 260) i",
                    "begin; insert into public.basket values (900, 'gone'); truncate public.basket;"
                            + " insert into public.basket select i, 'same transaction' from generate_series(1, 30) i; commit");
            mirror.assertExact("basket");
            assertThat(mirror.parked()).isEmpty();
        }
    }

    @Test
    void eventsOfALaggingPartitionThatAreOlderThanTheTruncateBringNothingBack(LocalStack stack) throws Exception {
        try (Mirror mirror = Mirror.of(stack, "lagging")) {
            mirror.execute("create table public.basket (id int primary key, v text)");
            mirror.capture();
            mirror.execute(
                    "insert into public.basket select i, 'before' from generate_series(1, 200) i",
                    "update public.basket set v = 'still before' where id % 3 = 0",
                    "truncate public.basket",
                    "insert into public.basket select i, 'after' from generate_series(100, 130) i");
            String topic = mirror.table("basket").topic();
            List<ConsumerRecord<byte[], byte[]>> records = awaitRecords(stack, topic, 200 + 66 + 1 + 31);
            int withTruncate = records.stream()
                    .filter(record -> record.key() == null)
                    .mapToInt(ConsumerRecord::partition)
                    .findFirst()
                    .orElseThrow();

            // The partition with the truncate first, from its beginning; the others seem to have been read already.
            setOffsets(mirror, topic, records, partition -> partition == withTruncate);
            mirror.startIndexer();
            mirror.proof().awaitCaughtUp(Mirror.PATIENCE);
            mirror.removeIndexer();
            setOffsets(mirror, topic, records, partition -> partition != withTruncate);
            mirror.startIndexer();

            mirror.assertExact("basket");
            assertThat(mirror.parked()).isEmpty();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> awaitRecords(LocalStack stack, String topic, int count) {
        org.awaitility.Awaitility.await()
                .atMost(Mirror.PATIENCE)
                .until(() -> Topic.read(stack, topic).size() == count);
        return Topic.read(stack, topic);
    }

    /** Lets the group begin at the start of some partitions and at the end of the others. */
    private static void setOffsets(
            Mirror mirror,
            String topic,
            List<ConsumerRecord<byte[], byte[]>> records,
            java.util.function.IntPredicate fromTheStart)
            throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            long end = fromTheStart.test(record.partition()) ? 0 : record.offset() + 1;
            offsets.merge(
                    new TopicPartition(topic, record.partition()),
                    new OffsetAndMetadata(end),
                    (one, other) -> one.offset() > other.offset() ? one : other);
        }
        try (Admin admin = mirror.stack().kafka().admin()) {
            admin.alterConsumerGroupOffsets(mirror.group(), offsets).all().get();
        }
    }
}
