package dev.afterimage.dlq.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.dlq.Dlq;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows that name an erased one are forgotten with it, through tables that name each other in a chain and in a circle. */
@ExtendWith(LocalStackExtension.class)
class RelatedErasureIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PEOPLE = "related.public.people";
    private static final String ORDERS = "related.public.orders";
    private static final String LINES = "related.public.lines";
    private static final String PERSON = "Ottilie-Planted-0815";

    private static Dlq dlq;

    @BeforeAll
    static void start(LocalStack stack) throws Exception {
        dlq = Dlq.start(
                stack,
                "related",
                Map.of(
                        "afterimage.dlq.erasure-cascades",
                        List.of(
                                ORDERS + ":person=" + PEOPLE,
                                LINES + ":order_id=" + ORDERS + ":id",
                                PEOPLE + ":last_order=" + ORDERS)));
    }

    @AfterAll
    static void end() {
        dlq.close();
    }

    @Test
    void aChainIsFollowedToItsEndAndACircleHasOne() throws Exception {
        dlq.send(List.of(
                letter(PEOPLE, 1, 1, "last_order", 10),
                letter(ORDERS, 1, 10, "person", 1),
                letter(ORDERS, 2, 11, "person", 2),
                dlq.letter(ORDERS, 3, "indexer", "MALFORMED", "{\"id\":12}", "no event, of " + 1),
                letter(ORDERS, 4, 13, "person", 2),
                letter(LINES, 1, 100, "order_id", 10),
                letter(LINES, 2, 101, "order_id", 11),
                keyless(3, 10)));
        dlq.awaitCount(8, "topic like 'related.public.%'");
        // A correction that names the person makes the row one of theirs.
        String corrected = dlq.one(
                String.class,
                "select id::text from cdc_dead_letter_queue where offset_value = 4 and topic = '" + ORDERS + "'");
        JsonNode edit = JSON.createObjectNode().put("value", event("person", 1)).put("reason", "typing");
        assertThat(dlq.post("/api/v1/dead-letters/" + corrected + "/edits", edit.toString())
                        .statusCode())
                .isEqualTo(202);

        long id = JSON.readTree(dlq.post(
                                "/api/v1/erasures",
                                "{\"topic\": \"" + PEOPLE
                                        + "\", \"key\": \"{\\\"id\\\":1}\", \"reason\": \"asked for\"}")
                        .body())
                .path("id")
                .asLong();

        dlq.awaitCount(1, "topic = '" + PEOPLE + "' and resolution = 'erased'");
        dlq.awaitCount(2, "topic = '" + ORDERS + "' and resolution = 'erased'");
        dlq.awaitCount(2, "topic = '" + LINES + "' and resolution = 'erased'");
        awaitSearched();
        JsonNode erasure = JSON.readTree(dlq.get("/api/v1/erasures/" + id).body());
        assertThat(erasure.path("related")).hasSize(1);
        assertThat(erasure.at("/related/0/erased").asInt())
                .as(erasure.toString())
                .isEqualTo(2);
        assertThat(erasure.at("/related/0/unreadable").asInt())
                .as(erasure.toString())
                .isEqualTo(1);
        assertThat(dlq.one(Long.class, "select coalesce(sum(without_key), 0) from cdc_erasure_relation"))
                .isEqualTo(1);
        // Those of the other person, and what could not be read, are as they were.
        dlq.awaitCount(3, "topic like 'related.public.%' and resolved_at is null");
        assertThat(dlq.query("select 1 as one from cdc_dead_letter_audit where action = 'erase'"))
                .hasSameSizeAs(dlq.query("select 1 as one from cdc_erasure_log"));

        // What comes late and is older: an order of theirs that was never seen, a line of it, and one more version of a
        // known order.
        dlq.send(List.of(
                letter(ORDERS, 20, 14, "person", 1),
                letter(LINES, 20, 102, "order_id", 10),
                letter(ORDERS, 21, 10, "total", 5)));
        dlq.awaitCount(8, "topic like 'related.public.%' and resolution = 'erased'");
        awaitSearched();
        dlq.send(List.of(letter(LINES, 21, 103, "order_id", 14)));
        dlq.awaitCount(9, "topic like 'related.public.%' and resolution = 'erased'");
        awaitSearched();
        String everything = ErasureIT.everything(dlq);
        assertThat(everything).contains(PERSON + " 2").doesNotContain(PERSON + " 1\"");
    }

    @Test
    void aKeyThatCannotBeFollowedSaysSo() throws Exception {
        JsonNode erasure = JSON.readTree(dlq.post(
                        "/api/v1/erasures",
                        "{\"topic\": \"" + PEOPLE + "\", \"key\": \"not-json\", \"reason\": \"asked for\"}")
                .body());

        assertThat(erasure.path("problem").asText()).contains("cannot be decoded");
    }

    private static void awaitSearched() {
        await().atMost(Dlq.PATIENCE)
                .until(() -> dlq.query("select 1 as one from cdc_erasure_relation where finished_at is null")
                        .isEmpty());
    }

    private static ProducerRecord<byte[], byte[]> letter(String topic, long offset, int id, String column, int value) {
        return dlq.letter(topic, offset, "indexer", "MALFORMED", "{\"id\":" + id + "}", event(column, value));
    }

    private static ProducerRecord<byte[], byte[]> keyless(long offset, int order) {
        ProducerRecord<byte[], byte[]> with = letter(LINES, offset, 0, "order_id", order);
        return new ProducerRecord<>(with.topic(), null, null, null, with.value(), with.headers());
    }

    private static String event(String column, int value) {
        String note = column.equals("person") ? PERSON + " " + value : PERSON + " " + (value == 11 ? 2 : 1);
        return """
                {"before":null,"after":{"id":1,"%s":%d,"note":"%s"},"source":{"version":"3.7.0.Final","connector":"postgresql","name":"related",
                "ts_ms":1700000000000,"snapshot":"false","db":"related","sequence":"[\\"100\\",\\"200\\"]","schema":"public","table":"t","txId":7,
                "lsn":200},"transaction":{"id":"7:200","total_order":1,"data_collection_order":1},"op":"c","ts_ms":1700000000001}
                """.formatted(column, value, note);
    }
}
