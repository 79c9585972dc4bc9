package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was deleted stays deleted, however late an older event comes again. */
@ExtendWith(LocalStackExtension.class)
class DeleteMemoryIT {
    @Test
    void olderEventsThatComeAgainAfterGcDeletesAndARestartOfElasticsearchBringNothingBack(LocalStack stack)
            throws Exception {
        try (Mirror mirror = Mirror.flowing(stack, "memory")) {
            mirror.execute(
                    "create table public.notes (id int primary key, v text)",
                    "insert into public.notes select i, 'first' from generate_series(1, 60) i",
                    "update public.notes set v = 'second' where id <= 40");
            mirror.assertExact("notes");
            List<ConsumerRecord<byte[], byte[]>> old =
                    Topic.read(stack, mirror.table("notes").topic());
            String index = mirror.table("notes").index();
            mirror.index().call("PUT", "/" + index + "/_settings", "{\"index.gc_deletes\": \"1s\"}");
            mirror.execute(
                    "delete from public.notes where id % 2 = 0",
                    "insert into public.notes values (2, 'born again')",
                    "update public.notes set id = id + 1000 where id in (1, 3, 5)");
            mirror.assertExact("notes");
            long deleted = System.nanoTime();
            await().until(() ->
                    System.nanoTime() - deleted > Duration.ofSeconds(2).toNanos());
            stack.elasticsearch().restart();

            Topic.send(stack, old.stream().map(Topic::again).toList());

            mirror.assertExact("notes");
            mirror.indexer().restart();
            Topic.send(stack, old.stream().map(Topic::again).toList());
            mirror.assertExact("notes");
            assertThat(mirror.parked()).isEmpty();
        }
    }
}
