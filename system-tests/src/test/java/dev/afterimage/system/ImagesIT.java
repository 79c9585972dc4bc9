package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The images against the real parts; {@code deploy/images/rehearse} makes them first, and an engine to run them. */
@Tag("extended")
@ExtendWith(LocalStackExtension.class)
class ImagesIT {
    @BeforeAll
    static void images() {
        assumeTrue(
                Container.isPossible(), "skipped: no container engine here has the images; see deploy/images/rehearse");
    }

    @Test
    void indexersThatAreStoppedAndAddedUnderLoadLoseNothing(LocalStack stack) throws Exception {
        try (Mirror mirror = Mirror.of(stack, "crated");
                Container first = Container.run("indexer-service", indexer(mirror))) {
            mirror.capture();
            first.awaitReady();
            assertThat(first.exec("touch /app/mine"))
                    .as("the root file system is read-only")
                    .isNotZero();
            try (Load load = Load.on(mirror, "cargo")) {
                load.awaitMore();
                await().atMost(Mirror.PATIENCE).until(() -> first.partitions() >= 4);
                assertThat(first.stop()).as("it ends within the grace period").isTrue();
                load.awaitMore();
                first.start();
                try (Container second = Container.run("indexer-service", indexer(mirror));
                        Container third = Container.run("indexer-service", indexer(mirror))) {
                    await().atMost(Mirror.PATIENCE)
                            .ignoreExceptionsInstanceOf(IOException.class)
                            .until(() -> first.partitions() > 0 && second.partitions() > 0 && third.partitions() > 0);
                    load.awaitMore();
                    load.stop();
                    System.out.println("three containers have " + first.partitions() + ", " + second.partitions()
                            + " and " + third.partitions() + " partitions; "
                            + mirror.assertExact("cargo"));
                }
            }
            assertThat(mirror.parked()).isEmpty();
        }
    }

    @Test
    void theDeadLetterServiceAndTheAssemblerDoTheirWorkAsContainers(LocalStack stack) throws Exception {
        stack.postgres().createDatabase("dlq_crates");
        try (Mirror mirror = Mirror.of(stack, "crates");
                Container dlq = Container.run("dlq-service", dlq(stack));
                Container assembler = Container.run("txn-assembler-service", assembler(mirror))) {
            mirror.capture();
            mirror.execute("create table public.boxes (id int primary key)", "insert into public.boxes values (1)");
            dlq.awaitReady();
            assembler.awaitReady();
            await().atMost(Mirror.PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> {
                        mirror.execute("insert into public.boxes select max(id) + 1 from public.boxes");
                        return !new ObjectMapper()
                                .readTree(assembler
                                        .get("/api/v1/transactions?state=complete")
                                        .body())
                                .path("items")
                                .isEmpty();
                    });
            Letters.write(stack, DlqApi.letterTopic("crates"), "crates.public.boxes", "somebody", 25);
            await().atMost(Mirror.PATIENCE)
                    .until(() -> Letters.parked(stack, "dlq_crates", "crates.public.boxes") == 25);
            assertThat(dlq.stop())
                    .as("the dead-letter service ends within the grace period")
                    .isTrue();
            assertThat(assembler.stop())
                    .as("the assembler ends within the grace period")
                    .isTrue();
        }
    }

    private static Map<String, String> indexer(Mirror mirror) {
        return Map.of(
                "AFTERIMAGE_TOPIC_PREFIX", mirror.connector().topicPrefix(),
                "AFTERIMAGE_CONSUMER_GROUP", mirror.group(),
                "KAFKA_BOOTSTRAP_SERVERS", mirror.stack().bootstrapServers(),
                "ELASTICSEARCH_URIS", mirror.stack().elasticsearchUrl());
    }

    private static Map<String, String> assembler(Mirror mirror) {
        return Map.of(
                "AFTERIMAGE_TOPIC_PREFIX",
                mirror.connector().topicPrefix(),
                "AFTERIMAGE_CONSUMER_GROUP",
                "assembler-" + mirror.connector().topicPrefix(),
                "AFTERIMAGE_TXN_STATE_DIRECTORY",
                "/var/lib/afterimage",
                "KAFKA_BOOTSTRAP_SERVERS",
                mirror.stack().bootstrapServers());
    }

    private static Map<String, String> dlq(LocalStack stack) {
        Map<String, String> settings = new HashMap<>();
        settings.put("KAFKA_BOOTSTRAP_SERVERS", stack.bootstrapServers());
        settings.put("AFTERIMAGE_DLQ_DEAD_LETTER_TOPICS", DlqApi.letterTopic("crates"));
        settings.put("AFTERIMAGE_DLQ_CONSUMER_GROUP", "dlq-crates");
        settings.put("DATASOURCES_DEFAULT_URL", stack.postgres().jdbcUrl("dlq_crates"));
        settings.put("DATASOURCES_DEFAULT_USERNAME", stack.postgres().user());
        settings.put("DATASOURCES_DEFAULT_PASSWORD", stack.postgres().password());
        return settings;
    }
}
