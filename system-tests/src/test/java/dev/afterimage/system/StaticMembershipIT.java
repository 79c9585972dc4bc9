package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import dev.afterimage.localstack.part.Service;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Instances with names of their own keep their partitions over a restart. */
@ExtendWith(LocalStackExtension.class)
@Tag("extended")
class StaticMembershipIT {
    private static final short GROUP_METADATA = 2;
    private static final int PARTITIONS = 4;
    private static final Duration SESSION = Duration.ofSeconds(45);

    @Test
    void aRestartOfANamedInstanceMovesNoPartitionAndLosesNothing(LocalStack stack) throws Exception {
        try (Mirror mirror = Mirror.of(stack, "named")) {
            Service first = mirror.with("AFTERIMAGE_INSTANCE_ID", "first").launchIndexer();
            mirror.with("AFTERIMAGE_INSTANCE_ID", "second").launchIndexer();
            mirror.capture();
            mirror.awaitIndexers();
            try (Load load = Load.on(mirror, "steady")) {
                load.awaitMore();
                // The new topic's partitions are spread by then, all of them.
                await().atMost(Mirror.PATIENCE)
                        .until(() -> Offsets.committed(mirror, "steady").size() == PARTITIONS);
                int generation = generation(mirror);
                assertThat(generation).isPositive();

                assumeSoon(timed(first::restart));
                load.awaitMore();
                first.kill9();
                assumeSoon(timed(() -> {
                    first.start();
                    first.awaitReady();
                }));
                load.awaitMore();

                assertThat(generation(mirror)).isEqualTo(generation);
                load.stop();
            }
            mirror.assertExact("steady");
            assertThat(mirror.parked()).isEmpty();
        }
    }

    private static Duration timed(Runnable restart) {
        long from = System.nanoTime();
        restart.run();
        return Duration.ofNanos(System.nanoTime() - from);
    }

    /** Who is away for longer than its session has left the group, as it should. */
    private static void assumeSoon(Duration away) {
        assumeTrue(away.compareTo(SESSION) < 0, () -> "this machine is too busy: a restart took " + away);
    }

    /** The generation of the group, which every rebalance raises: the broker keeps it in the log of the group's metadata. */
    private static int generation(Mirror mirror) {
        int newest = -1;
        for (ConsumerRecord<byte[], byte[]> record : Topic.read(mirror.stack(), "__consumer_offsets")) {
            ByteBuffer key = ByteBuffer.wrap(record.key());
            if (key.getShort() == GROUP_METADATA && text(key).equals(mirror.group()) && record.value() != null) {
                ByteBuffer value = ByteBuffer.wrap(record.value());
                value.getShort();
                text(value);
                newest = Math.max(newest, value.getInt());
            }
        }
        return newest;
    }

    private static String text(ByteBuffer from) {
        byte[] utf8 = new byte[from.getShort()];
        from.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
