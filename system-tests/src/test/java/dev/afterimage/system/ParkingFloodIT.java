package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many records that fail alike are no poison but a mistake: they are held rather than parked one after the other. */
@ExtendWith(LocalStackExtension.class)
class ParkingFloodIT {
    private static final int LEAST = 20;
    private static final Duration PAUSE = Duration.ofSeconds(3);

    @Test
    void aFloodOfPoisonHoldsItsPartitionAndGoesOnByItselfOnceCleanRecordsCome(LocalStack stack) throws Exception {
        try (Mirror mirror = Mirror.of(stack, "flood")
                .with("AFTERIMAGE_INDEXER_BREAKER_LEAST", Integer.toString(LEAST))
                .with("AFTERIMAGE_INDEXER_BREAKER_WINDOW", "40")
                .with("AFTERIMAGE_INDEXER_BREAKER_PAUSE", PAUSE.toSeconds() + "s")) {
            mirror.launchIndexer();
            mirror.capture();
            mirror.awaitIndexers();
            mirror.execute(
                    "create table public.drops (id int primary key, v text)",
                    "insert into public.drops select i, 'before' from generate_series(1, 40) i");
            mirror.assertExact("drops");
            ConsumerRecord<byte[], byte[]> good =
                    Topic.read(stack, mirror.table("drops").topic()).getFirst();
            int flood = LEAST + 1;
            List<ProducerRecord<byte[], byte[]>> poison = new ArrayList<>();
            for (int i = 0; i < flood; i++) {
                poison.add(new ProducerRecord<>(
                        good.topic(), good.partition(), good.key(), ("poison " + i).getBytes(StandardCharsets.UTF_8)));
            }

            Topic.send(stack, poison);

            Api api = new Api(mirror.indexer());
            await().atMost(Mirror.PATIENCE).until(() -> api.blocked("drops", "held", "PARKING_FLOOD"));
            // The other partitions go on meanwhile.
            mirror.execute("update public.drops set v = 'meanwhile'");
            await().atMost(Mirror.PATIENCE)
                    .until(() -> mirror.index()
                                    .count(
                                            mirror.table("drops").index(),
                                            "{\"query\":{\"term\":{\"v\":\"meanwhile\"}}}")
                            > 0);

            // It tries one record after each pause, and the first clean one ends the hold.
            mirror.assertExact("drops");
            await().atMost(Mirror.PATIENCE).until(() -> api.flows("drops") && api.readiness() == 200);
            List<DeadLetter> parked = mirror.parked();
            assertThat(parked).hasSize(flood).allMatch(letter -> letter.category()
                    .equals("MALFORMED"));
            assertThat(parked.stream().map(DeadLetter::value).map(value -> new String(value, StandardCharsets.UTF_8)))
                    .containsExactlyInAnyOrderElementsOf(poison.stream()
                            .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                            .toList());
            List<Instant> times = parked.stream()
                    .map(letter -> Instant.parse(letter.header("dlq.failed.at")))
                    .sorted()
                    .toList();
            // The one too many waited for the pause to end; the pause begins a little before the last one is written
            // down.
            assertThat(Duration.between(times.get(LEAST - 1), times.get(LEAST))).isGreaterThan(PAUSE.dividedBy(2));
        }
    }

    @Test
    @Tag("extended")
    void aFloodThatTheIndexCausesIsHeldAndNothingMoreIsParkedOnceTheIndexIsMended(LocalStack stack) throws Exception {
        try (Mirror mirror = Mirror.of(stack, "refusal")
                .with("AFTERIMAGE_INDEXER_BREAKER_LEAST", Integer.toString(LEAST))
                .with("AFTERIMAGE_INDEXER_BREAKER_WINDOW", "40")
                .with("AFTERIMAGE_INDEXER_BREAKER_PAUSE", "30s")
                .withTables("""
                - name: public.trees
                  objects: [extra]
                """)) {
            mirror.launchIndexer();
            mirror.capture();
            mirror.awaitIndexers();
            mirror.execute(
                    "create table public.trees (id int primary key, extra jsonb)",
                    "insert into public.trees select i, '{}' from generate_series(1, 400) i");
            mirror.assertExact("trees");
            String settings = "/" + mirror.table("trees").index() + "/_settings";

            // Deeper than the index takes until its limit is raised.
            mirror.execute("update public.trees set extra = (repeat('{\"a\":', 30) || '1' || repeat('}', 30))::jsonb");
            Api api = new Api(mirror.indexer());
            await().atMost(Mirror.PATIENCE).until(() -> api.blocked("trees", "held", "PARKING_FLOOD"));
            mirror.index().call("PUT", settings, "{\"index.mapping.depth.limit\": 100}");
            await().atMost(Mirror.PATIENCE).until(() -> api.flows("trees"));
            mirror.proof().awaitCaughtUp(Mirror.PATIENCE);

            List<DeadLetter> parked = mirror.parked();
            assertThat(parked).hasSizeBetween(1, 4 * (LEAST + 2));
            // Those few are all that is missing, and they are mended by being sent again.
            for (DeadLetter letter : parked) {
                Redrives.send(mirror, letter);
            }
            // Nobody is caught up with redrives by being caught up with the table's topic.
            await().atMost(Mirror.PATIENCE).untilAsserted(() -> mirror.assertExact("trees"));
        }
    }
}
