package dev.afterimage.dlq.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.dlq.Dlq;
import dev.afterimage.dlq.letter.HeaderBytes;
import dev.afterimage.dlq.letter.LetterHeader;
import dev.afterimage.dlq.parking.Database;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Letters end in PostgreSQL, whole, once, under the right place, whatever they are and however often they come. */
@ExtendWith(LocalStackExtension.class)
class ParkingIT {
    private static Dlq dlq;

    @BeforeAll
    static void start(LocalStack stack) throws Exception {
        dlq = Dlq.start(stack, "parking", Map.of());
    }

    @AfterAll
    static void end() {
        dlq.close();
    }

    @Test
    void eachDialectIsParkedUnderTheRightPlace() throws Exception {
        ProducerRecord<byte[], byte[]> spring = dlq.letter(
                "k3", "v3", Map.of("kafka_dlt-original-topic", "dialect.spring", "kafka_dlt-exception-message", "no"));
        spring.headers()
                .add(
                        "kafka_dlt-original-partition",
                        ByteBuffer.allocate(4).putInt(9).array());
        spring.headers()
                .add(
                        "kafka_dlt-original-offset",
                        ByteBuffer.allocate(8).putLong(90).array());
        ProducerRecord<byte[], byte[]> unknown = dlq.letter("k6", "v6", Map.of("dialect", "none"));
        dlq.send(List.of(
                dlq.letter("dialect.ours", 70, "indexer", "MALFORMED", "k1", "v1"),
                dlq.letter(
                        "k2",
                        "v2",
                        Map.of(
                                "__connect.errors.topic", "dialect.connect",
                                "__connect.errors.partition", "8",
                                "__connect.errors.offset", "80",
                                "__connect.errors.connector.name", "sink")),
                spring,
                dlq.letter(
                        "k4",
                        "v4",
                        Map.of(
                                "dead-letter-topic", "dialect.smallrye",
                                "dead-letter-partition", "10",
                                "dead-letter-offset", "100")),
                dlq.letter(
                        "k5",
                        "v5",
                        Map.of(
                                "__streams.errors.topic", "dialect.streams",
                                "__streams.errors.partition", "11",
                                "__streams.errors.offset", "110")),
                unknown));

        dlq.awaitCount(5, "topic like 'dialect.%'");
        await().atMost(Dlq.PATIENCE)
                .until(() -> dlq.count("dialect = 'UNKNOWN' and topic = '" + dlq.letters() + "'") >= 1);

        List<Map<String, Object>> rows = dlq.query("""
                select topic || ' ' || partition_num || ' ' || offset_value || ' ' || coalesce(consumer_group, '-') || ' ' || dialect
                  || ' ' || state as place, convert_from(raw_key, 'UTF8') as k, convert_from(raw_value, 'UTF8') as v
                from cdc_dead_letter_queue join cdc_dead_letter_payload on entry_id = id where topic like 'dialect.%' order by offset_value
                """);
        assertThat(rows)
                .extracting(row -> row.get("place") + " " + row.get("k") + row.get("v"))
                .containsExactly(
                        "dialect.ours 0 70 indexer AFTERIMAGE attention k1v1",
                        "dialect.connect 8 80 connect-sink CONNECT attention k2v2",
                        "dialect.spring 9 90 - SPRING attention k3v3",
                        "dialect.smallrye 10 100 - SMALLRYE attention k4v4",
                        "dialect.streams 11 110 - STREAMS attention k5v5");
    }

    @Test
    void theSameLetterDeliveredTenTimesIsOneRow() throws Exception {
        List<ProducerRecord<byte[], byte[]>> ten = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ten.add(dlq.letter("repeated", 5, "indexer", "MALFORMED", "k", "v"));
        }
        dlq.send(ten);
        dlq.send(List.of(dlq.letter("repeated", 6, "indexer", "MALFORMED", "k", "v")));
        dlq.send(ten);
        dlq.send(List.of(dlq.letter("repeated", 7, "indexer", "MALFORMED", "k", "v")));

        dlq.awaitCount(3, "topic = 'repeated'");
        assertThat(dlq.count("topic = 'repeated' and offset_value = 5")).isEqualTo(1);
        assertThat(dlq.query(
                        "select count(*) as n from cdc_dead_letter_payload join cdc_dead_letter_queue on id = entry_id"
                                + " where topic = 'repeated'"))
                .containsExactly(Map.of("n", 3L));
    }

    @Test
    void aTopicThatIsMadeAgainRepeatsItsPlacesAndLosesNothing() throws Exception {
        dlq.createTopic("again");
        dlq.send(List.of(dlq.letter("again", 1, "indexer", "MALFORMED", "k", "before")));
        dlq.awaitCount(1, "topic = 'again'");
        dlq.deleteTopic("again");
        await().atMost(Dlq.PATIENCE).ignoreExceptions().until(() -> {
            dlq.createTopic("again");
            return true;
        });

        await().atMost(Dlq.PATIENCE).until(() -> {
            dlq.send(List.of(dlq.letter("again", 1, "indexer", "MALFORMED", "k", "after")));
            return dlq.count("topic = 'again'") == 2;
        });
        assertThat(dlq.query("select distinct topic_id from cdc_dead_letter_queue where topic = 'again'"))
                .hasSize(2);
    }

    @Test
    void bytesAndHeadersAreKeptWhateverTheyAre() throws Exception {
        Random random = new Random(7);
        byte[] large = new byte[20_000_000];
        random.nextBytes(large);
        byte[] odd = {0, (byte) 0xFF, (byte) 0xC3, 0x28, 'a', 0};
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(dlq.letters(), odd, large);
        letter.headers().add("dlq.original.topic", Dlq.utf8("odd"));
        letter.headers().add("dlq.original.partition", Dlq.utf8("0"));
        letter.headers().add("dlq.original.offset", Dlq.utf8("1"));
        letter.headers().add("dlq.error.message", new byte[] {0, 1, 2, (byte) 0xFF});
        letter.headers().add("dlq.error.class", new byte[200_000]);
        letter.headers().add("twice", odd);
        letter.headers().add("twice", null);
        letter.headers().add("n\0me", new byte[0]);
        dlq.send(List.of(letter, new ProducerRecord<>(dlq.letters(), 0, null, null)));

        dlq.awaitCount(1, "topic = 'odd'");
        await().atMost(Dlq.PATIENCE)
                .until(() -> dlq.query(
                                        "select 1 as one from cdc_dead_letter_payload where raw_key is null and raw_value is null")
                                .size()
                        == 1);
        Object[] stored = dlq.bean(Database.class).jdbi().withHandle(handle -> handle.createQuery(
                        "select raw_key, raw_value, headers from cdc_dead_letter_payload"
                                + " join cdc_dead_letter_queue on id = entry_id where topic = 'odd'")
                .map((row, context) -> new Object[] {row.getBytes(1), row.getBytes(2), row.getBytes(3)})
                .one());
        assertThat(stored[0]).isEqualTo(odd);
        assertThat(stored[1]).isEqualTo(large);
        List<LetterHeader> headers = HeaderBytes.read((byte[]) stored[2]);
        assertThat(headers).hasSize(8);
        assertThat(headers.get(5).value()).isEqualTo(odd);
        assertThat(headers.get(6).value()).isNull();
        assertThat(headers.get(7).name()).isEqualTo("n\0me");
    }

    @Test
    void nothingIsLostOrDoubledWhileTheDatabaseIsAway() throws Exception {
        List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            letters.add(dlq.letter("outage", i, "indexer", "MALFORMED", "k" + i, "v" + i));
        }
        dlq.send(letters.subList(0, 2_000));
        dlq.stack().postgres().kill9();
        dlq.send(letters.subList(2_000, 5_000));
        await().atMost(Dlq.PATIENCE).until(() -> dlq.get("/health/readiness").statusCode() == 503);
        dlq.stack().postgres().start();
        dlq.stack().postgres().awaitReady();

        dlq.awaitCount(5_000, "topic = 'outage'");
        await().atMost(Dlq.PATIENCE).until(() -> dlq.get("/health/readiness").statusCode() == 200);
        assertThat(dlq.query(
                        "select count(distinct offset_value) as n from cdc_dead_letter_queue where topic = 'outage'"))
                .containsExactly(Map.of("n", 5_000L));
    }
}
