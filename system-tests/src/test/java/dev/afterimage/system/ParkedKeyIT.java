package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The order of a key's events holds across parking. */
@ExtendWith(LocalStackExtension.class)
class ParkedKeyIT {
    /** Nested deeper than the index takes until its limit is raised. */
    private static final String TOO_DEEP = "(repeat('{\"a\":', 30) || '1' || repeat('}', 30))::jsonb";

    private static Mirror mirror;

    @BeforeAll
    static void start(LocalStack stack) throws Exception {
        mirror = Mirror.of(stack, "parkedkey").withTables("""
                - name: public.letters
                  objects: [extra]
                - name: public.notes
                  objects: [extra]
                """);
        mirror.launchIndexer();
        mirror.capture();
        mirror.awaitIndexers();
    }

    @AfterAll
    static void end() {
        mirror.close();
    }

    @Test
    void aPartialImageWaitsBehindTheParkedEventThatHoldsItsLongValue() throws Exception {
        mirror.execute(
                "create table public.letters (id int primary key, n int, body text, extra jsonb)",
                "alter table public.letters alter body set storage external",
                "insert into public.letters select i, 0, repeat(md5('first' || i), 200), '{}' from generate_series(1, 100) i");
        mirror.assertExact("letters");

        mirror.execute("update public.letters set n = 1, body = repeat(md5('second'), 200), extra = " + TOO_DEEP
                + " where id = 1");
        await().atMost(Mirror.PATIENCE).until(() -> letters().size() == 1);
        mirror.execute(
                "update public.letters set n = 2, extra = '{}' where id = 1",
                "update public.letters set n = 9 where id = 2");
        await().atMost(Mirror.PATIENCE).until(() -> letters().size() == 2);
        mirror.proof().awaitCaughtUp(Mirror.PATIENCE);
        assertThat(mirror.document("letters", "1").path("n").asInt()).isZero();
        assertThat(mirror.document("letters", "2").path("n").asInt()).isEqualTo(9);

        mirror.index()
                .call(
                        "PUT",
                        "/" + mirror.table("letters").index() + "/_settings",
                        "{\"index.mapping.depth.limit\": 100}");
        redrive(letters());

        await().atMost(Mirror.PATIENCE)
                .until(() -> mirror.document("letters", "1").path("n").asInt() == 2);
        mirror.assertExact("letters");
    }

    @Test
    @Tag("extended")
    void aCompleteNewerImageDoesNotWaitForTheParkedOne() throws Exception {
        mirror.execute(
                "create table public.notes (id int primary key, n int, extra jsonb)",
                "insert into public.notes select i, 0, '{}' from generate_series(1, 100) i");
        mirror.assertExact("notes");

        mirror.execute("update public.notes set n = 1, extra = " + TOO_DEEP + " where id in (1, 2)");
        await().atMost(Mirror.PATIENCE).until(() -> mirror.parked("notes").size() == 2);
        mirror.execute(
                "update public.notes set n = 2, extra = '{}' where id = 1", "delete from public.notes where id = 2");

        mirror.assertExact("notes");
        // Sent again, they are older than what is stored.
        redrive(mirror.parked("notes"));
        await().atMost(Mirror.PATIENCE).until(() -> outcomes("superseded") >= 2);
        mirror.assertExact("notes");
    }

    private static List<DeadLetter> letters() {
        return mirror.parked("letters");
    }

    private static void redrive(List<DeadLetter> letters) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (DeadLetter letter : letters) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    "afterimage.redrive." + mirror.group(),
                    0,
                    letter.key(),
                    letter.value(),
                    letter.record().headers());
            record.headers()
                    .add(
                            "dlq.redrive.id",
                            ("redrive-" + records.size() + "-" + letter.record().offset())
                                    .getBytes(StandardCharsets.UTF_8));
            records.add(record);
        }
        Topic.send(mirror.stack(), records);
    }

    private static long outcomes(String outcome) {
        return Topic.read(mirror.stack(), "afterimage.outcomes").stream()
                .filter(record -> new String(record.value(), StandardCharsets.UTF_8).contains(outcome))
                .count();
    }
}
