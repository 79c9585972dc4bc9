package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import dev.afterimage.localstack.part.Service;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A moving source raises no false alarm; what is damaged meanwhile is found all the same; runs survive the death of their instance. */
@Tag("extended")
@ExtendWith(LocalStackExtension.class)
class ReconcilerUnderLoadIT {
    private static final int ROWS = 100_000;
    private static final int RUNS = 20;
    private static final int WRITES_PER_SECOND = 1_000;

    private static Mirror mirror;
    private static Reconciler reconciler;

    @BeforeAll
    static void start(LocalStack stack) throws Exception {
        mirror = Mirror.flowing(stack, "reconload");
        mirror.execute(
                "create table public.moving (id int primary key, n int, note text)",
                "insert into public.moving select i, 0, md5(i::text) from generate_series(1, " + ROWS + ") i");
        mirror.assertExact("moving");
        reconciler = Reconciler.start(mirror, "AFTERIMAGE_RECONCILER_LOOKS", "12");
    }

    @AfterAll
    static void end() {
        reconciler.close();
        mirror.close();
    }

    @Test
    void twentyRunsUnderLoadRaiseNoFalseAlarmAndFindTheOneThatIsDamaged() throws Exception {
        AtomicBoolean ending = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> load = threads.submit(() -> write(ending));
            try {
                for (int run = 0; run < RUNS; run++) {
                    JsonNode result = reconciler.reconcile("checksums", false, "moving");
                    assertThat(result.path("state").asText())
                            .as("run " + run + ": " + result)
                            .isEqualTo("equal");
                }
                // Ids above half of the table are not written to.
                new Vandal(mirror, "moving").delete(Integer.toString(ROWS - 5));
                JsonNode found = reconciler.reconcile("checksums", true, "moving");
                assertThat(Reconciler.keys(found, "missing"))
                        .as(found.toString())
                        .containsExactly(Integer.toString(ROWS - 5));
                assertThat(found.path("tables").path(0).path("counts").toString())
                        .isEqualTo("{\"different\":0,\"extra\":0,\"missing\":1,\"stale\":0}");
                assertThat(found.path("tables").path(0).path("repaired").asInt())
                        .isEqualTo(1);
            } finally {
                ending.set(true);
            }
            load.get();
        }
        mirror.assertExact("moving");
    }

    @Test
    void aRunGoesOnWhenItsInstanceDiesAndTwoInstancesRunItOnce() throws Exception {
        mirror.execute(
                "create table public.quiet (id int primary key)",
                "insert into public.quiet select generate_series(1, 10)");
        mirror.assertExact("quiet");
        Service other = reconciler.another();
        String run = reconciler.order("full", false, "moving", "quiet");
        while (!reconciler.run(run).path("state").asText().equals("running")) {
            Thread.sleep(20);
        }
        reconciler.service().kill9();
        reconciler.service().restart();
        other.kill9();
        other.restart();

        JsonNode ended = reconciler.await(run);

        assertThat(ended.path("state").asText()).as(ended.toString()).isEqualTo("equal");
        assertThat(ended.path("tables")).hasSize(2);
    }

    private static boolean write(AtomicBoolean ending) throws Exception {
        Random random = new Random(7);
        try (Connection connection = mirror.connect()) {
            connection.setAutoCommit(false);
            try (PreparedStatement update =
                            connection.prepareStatement("update public.moving set n = n + 1 where id = ?");
                    PreparedStatement delete = connection.prepareStatement("delete from public.moving where id = ?");
                    PreparedStatement insert = connection.prepareStatement(
                            "insert into public.moving values (?, 0, 'again') on conflict do nothing")) {
                long next = System.nanoTime();
                while (!ending.get()) {
                    for (int i = 0; i < 10; i++) {
                        int id = 1 + random.nextInt(ROWS / 2);
                        PreparedStatement statement =
                                switch (random.nextInt(10)) {
                                    case 0 -> delete;
                                    case 1 -> insert;
                                    default -> update;
                                };
                        statement.setInt(1, id);
                        statement.executeUpdate();
                    }
                    connection.commit();
                    next += 10_000_000_000L / WRITES_PER_SECOND;
                    Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
                }
            }
        }
        return true;
    }
}
