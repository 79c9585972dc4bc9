package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Changes that the topic's retention took before they were read are never passed over in silence. */
@ExtendWith(LocalStackExtension.class)
@Tag("extended")
class RecordsLostIT {
    @Test
    void recordsDeletedBeforeTheyWereReadStopTheirPartitionsUntilTheOffsetsAreReset(LocalStack stack) throws Exception {
        try (Mirror mirror = Mirror.flowing(stack, "retention")) {
            mirror.execute(
                    "create table public.pages (id int primary key, n int)",
                    "create table public.others (id int primary key, n int)",
                    "insert into public.pages select i, 0 from generate_series(1, 100) i",
                    "insert into public.others select i, 0 from generate_series(1, 100) i");
            mirror.assertExact("pages", "others");
            Map<Integer, Long> before = Offsets.committed(mirror, "pages");
            mirror.indexer().stop();
            mirror.execute("update public.pages set n = 1");
            String topic = mirror.table("pages").topic();
            await().atMost(Mirror.PATIENCE).until(() -> Topic.read(stack, topic).size() == 200);
            Map<TopicPartition, Long> ends = Topic.ends(stack, topic);
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            ends.forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end)));
            try (Admin admin = stack.kafka().admin()) {
                admin.deleteRecords(all).all().get();
            }

            mirror.indexer().start();

            Api api = new Api(mirror.indexer());
            await().atMost(Mirror.PATIENCE).until(() -> api.blocked("pages", "stopped", "RECORDS_LOST"));
            assertThat(api.readiness()).isEqualTo(503);
            // What is not concerned goes on; what comes behind the gap is not taken.
            mirror.execute("update public.others set n = 2", "update public.pages set n = 2");
            await().atMost(Mirror.PATIENCE)
                    .until(() -> mirror.document("others", "1").path("n").asInt() == 2);
            assertThat(api.blocked("pages", "stopped", "RECORDS_LOST")).isTrue();
            assertThat(Offsets.committed(mirror, "pages")).isEqualTo(before);
            assertThat(mirror.document("pages", "1").path("n").asInt()).isZero();

            // As the reason says: the group's offsets are reset, and the table is read anew from the source.
            mirror.indexer().stop();
            Map<TopicPartition, OffsetAndMetadata> reset = new HashMap<>();
            ends.forEach((partition, end) -> reset.put(partition, new OffsetAndMetadata(end)));
            try (Admin admin = stack.kafka().admin()) {
                admin.alterConsumerGroupOffsets(mirror.group(), reset).all().get();
            }
            mirror.indexer().start();
            mirror.indexer().awaitReady();
            mirror.snapshotIncrementally("pages");
            mirror.execute("update public.others set n = 3");
            mirror.assertExact("pages", "others");
            assertThat(mirror.parked()).isEmpty();
        }
    }
}
