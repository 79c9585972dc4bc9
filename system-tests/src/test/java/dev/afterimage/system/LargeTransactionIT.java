package dev.afterimage.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.cdc.delivery.PartLedger;
import dev.afterimage.cdc.delivery.Step;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A transaction with more than fits the heap of the service, 512 MB as the stack starts services, leaves whole, and others pass it. */
@ExtendWith(LocalStackExtension.class)
class LargeTransactionIT {
    private static final int ROWS = 1_000_000;
    private static final String NAME = "large";
    private static final Duration LONG = Duration.ofMinutes(12);

    @Test
    @Tag("extended")
    void aMillionRowsLeaveInPartsUnderASmallHeap(LocalStack stack) throws Exception {
        try (Mirror mirror = Mirror.of(stack, NAME);
                Assemblers assemblers = new Assemblers(mirror)) {
            mirror.execute("create table public.bulk (id int primary key, note text)");
            assemblers.start();
            mirror.capture();
            stack.connect().client().awaitRunning(mirror.connector().name());
            mirror.execute("insert into public.bulk select i, 'the note of row ' || i from generate_series(1, " + ROWS
                    + ") i");
            mirror.execute("insert into public.bulk values (0, 'a transaction behind the large one')");
            await().atMost(LONG).pollInterval(Duration.ofSeconds(15)).until(() -> read(stack).stream()
                    .anyMatch(LargeTransactionIT::isManifest));
            PartLedger ledger = new PartLedger();
            long kept = 0;
            int closed = 0;
            int whole = 0;
            long last = 0;
            for (ConsumerRecord<byte[], byte[]> record : read(stack)) {
                Step step = ledger.take(record.value(), record.offset(), record.timestamp());
                assertThat(step.why()).isNull();
                switch (step.action()) {
                    case APPLY -> whole++;
                    case APPLY_KEPT -> closed++;
                    case KEEP -> {
                        for (JsonNode event : json(record).path("events")) {
                            assertThat(event.path("totalOrder").asLong()).isEqualTo(last + 1);
                            last++;
                            kept++;
                        }
                    }
                    case REFUSE -> throw new AssertionError(step.toString());
                }
            }
            assertThat(kept).isEqualTo(ROWS);
            assertThat(closed).isEqualTo(1);
            assertThat(whole).isEqualTo(1);
        }
    }

    private static boolean isManifest(ConsumerRecord<byte[], byte[]> record) {
        return record.value().length < 2_000 && new String(record.value(), UTF_8).contains("\"parts\":");
    }

    private static JsonNode json(ConsumerRecord<byte[], byte[]> record) throws IOException {
        return new ObjectMapper().readTree(record.value());
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(LocalStack stack) {
        return Topic.readCommitted(stack, "afterimage.transactions").stream()
                .filter(record -> new String(record.key(), UTF_8).startsWith(NAME + "/"))
                .toList();
    }
}
