package dev.afterimage.dlq.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.dlq.Dlq;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import dev.afterimage.support.vital.Concern;
import dev.afterimage.support.vital.Condition;
import dev.afterimage.support.vital.Vitals;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What had to be forgotten is in no table any more, and does not come back. */
@ExtendWith(LocalStackExtension.class)
class ErasureIT {
    private static final String PERSON = "Wilhelmina-Planted-4711";

    @Test
    void nothingOfAPersonIsLeftInTheTablesOnceTheirKeyIsErased(LocalStack stack) throws Exception {
        try (Dlq dlq = Dlq.start(stack, "erasing", Map.of("afterimage.dlq.erasure-tables", "erasing.public.people"))) {
            ProducerRecord<byte[], byte[]> letter = letter(dlq, 1, "indexer");
            dlq.send(List.of(
                    letter,
                    letter(dlq, 2, "indexer"),
                    dlq.letter("erasing.public.people", 3, "indexer", "MALFORMED", "other", "x")));
            dlq.awaitCount(3, "topic = 'erasing.public.people'");
            Object id = dlq.query("select id from cdc_dead_letter_queue where offset_value = 2")
                    .getFirst()
                    .get("id");
            dlq.post(
                    "/api/v1/dead-letters/" + id + "/edits", "{\"value\": \"" + PERSON + "\", \"reason\": \"typing\"}");
            assertThat(everything(dlq)).contains(PERSON);

            HttpResponse<String> answer = dlq.post(
                    "/api/v1/erasures",
                    "{\"topic\": \"erasing.public.people\", \"key\": \"person-1\", \"reason\": \"asked for\"}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            assertThat(everything(dlq)).doesNotContain(PERSON);
            assertThat(dlq.count("resolution = 'erased'")).isEqualTo(2);
            assertThat(dlq.get("/api/v1/dead-letters/" + id).statusCode()).isEqualTo(200);
            assertThat(dlq.post("/api/v1/dead-letters/" + id + "/redrive", "{}").statusCode())
                    .isEqualTo(409);
            await().atMost(Dlq.PATIENCE)
                    .until(() -> dlq.query("select 1 as one from cdc_erasure_log where told_at is not null")
                                    .size()
                            == 1);

            // The same letter again, and one of another group that had not come yet: both are older than the erasure.
            dlq.send(List.of(letter, letter(dlq, 1, "another-indexer")));
            dlq.awaitCount(3, "resolution = 'erased'");
            assertThat(everything(dlq)).doesNotContain(PERSON);
        }
    }

    @Test
    void aDeletedRowOfAMarkedTableIsForgottenByItself(LocalStack stack) throws Exception {
        try (Dlq dlq =
                Dlq.start(stack, "forgetting", Map.of("afterimage.dlq.erasure-tables", "forgetting.public.people"))) {
            dlq.createTopic("forgetting.public.people");
            dlq.send(List.of(dlq.letter("forgetting.public.people", 1, "indexer", "MALFORMED", "{\"id\":1}", PERSON)));
            dlq.awaitCount(1, "topic = 'forgetting.public.people' and state = 'attention'");

            dlq.send(List.of(
                    new ProducerRecord<>("forgetting.public.people", Dlq.utf8("{\"id\":1}"), Dlq.utf8(DELETE))));

            dlq.awaitCount(1, "topic = 'forgetting.public.people' and resolution = 'erased'");
            assertThat(everything(dlq)).doesNotContain(PERSON);
        }
    }

    @Test
    void aTopicOfOursThatKeepsRecordsBeyondTheDeadlineIsNamed(LocalStack stack) throws Exception {
        try (Dlq dlq = Dlq.start(
                stack,
                "advised",
                Map.of(
                        "afterimage.dlq.erasure-tables", "advised.public.people",
                        "afterimage.dlq.erasure-deadline", "1h"))) {
            await().atMost(Dlq.PATIENCE)
                    .untilAsserted(() -> assertThat(dlq.bean(Vitals.class).of(Concern.ADVICE))
                            .extracting(Condition::name)
                            .contains("erasure from topic advised.letters", "erasure from topic advised.outcomes"));
        }
    }

    private static final String DELETE = """
            {"before":{"id":1},"after":null,"source":{"version":"3.7.0.Final","connector":"postgresql","name":"forgetting","ts_ms":1700000000000,
            "snapshot":"false","db":"forgetting","sequence":"[\\"100\\",\\"200\\"]","schema":"public","table":"people","txId":7,"lsn":200},
            "transaction":{"id":"7:200","total_order":1,"data_collection_order":1},"op":"d","ts_ms":1700000000001}
            """;

    private static ProducerRecord<byte[], byte[]> letter(Dlq dlq, long offset, String group) {
        ProducerRecord<byte[], byte[]> letter = dlq.letter(
                "erasing.public.people", offset, group, "MALFORMED", "person-1", "{\"name\": \"" + PERSON + "\"}");
        letter.headers().remove("dlq.error.message");
        letter.headers().add("dlq.error.message", Dlq.utf8("cannot read " + PERSON));
        letter.headers().add("dlq.error.stacktrace", Dlq.utf8("at " + PERSON));
        letter.headers().add("trace", Dlq.utf8(PERSON));
        return letter;
    }

    /** Every row of every table of the service as text, bytes as the letters that they are. */
    static String everything(Dlq dlq) {
        StringBuilder all = new StringBuilder();
        dlq.query(
                        "select table_name from information_schema.tables where table_schema = 'public' and table_name like 'cdc_%'")
                .forEach(table -> {
                    List<Map<String, Object>> columns = dlq.query(
                            "select column_name, data_type from information_schema.columns where table_name = '"
                                    + table.get("table_name") + "'");
                    columns.forEach(column -> dlq.query("select "
                                    + ("bytea".equals(column.get("data_type"))
                                            ? "encode(" + column.get("column_name") + ", 'escape')"
                                            : column.get("column_name") + "::text")
                                    + " as t from " + table.get("table_name"))
                            .forEach(row -> all.append(row.get("t")).append('\n')));
                });
        return all.toString();
    }
}
