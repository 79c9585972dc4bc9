package dev.afterimage.dlq.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.DeadLetters;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.dlq.letter.Coordinates;
import dev.afterimage.dlq.letter.Dialect;
import dev.afterimage.dlq.letter.Letter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LetterReaderTest {
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    @Test
    void oursIsReadAsOurServicesWriteIt() {
        ConsumerRecord<byte[], byte[]> failed = new ConsumerRecord<>("shop.public.orders", 3, 77, utf8("k"), utf8("v"));
        failed.headers().add("trace", utf8("t-1"));
        var letter = new DeadLetters("afterimage.dead-letters", "afterimage-indexer", "1.0")
                .of(
                        failed,
                        new RecordCoordinates("shop.public.orders", 3, 77, 1_700_000_000_123L),
                        "index",
                        new EventFailure(FailureCategory.MAPPING_REJECTED, "the mapping refuses field [price]"),
                        1,
                        NOW.minusSeconds(5));
        ConsumerRecord<byte[], byte[]> record = letter(letter.key(), letter.value());
        letter.headers().forEach(record.headers()::add);

        Letter read = LetterReader.read(record, NOW);

        assertThat(read.dialect()).isEqualTo(Dialect.AFTERIMAGE);
        assertThat(read.at()).isEqualTo(new Coordinates("shop.public.orders", 3, 77, "afterimage-indexer"));
        assertThat(read.recordTime()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_123L));
        assertThat(read.failure().category()).isEqualTo(FailureCategory.MAPPING_REJECTED);
        assertThat(read.failure().stage()).isEqualTo("index");
        assertThat(read.failure().message()).isEqualTo("the mapping refuses field [price]");
        assertThat(read.failure().stacktrace()).contains("EventFailure");
        assertThat(read.failure().at()).isEqualTo(NOW.minusSeconds(5));
        assertThat(read.headers().stream().filter(header -> !read.dialect().added(header.name())))
                .singleElement()
                .satisfies(header -> assertThat(header.name()).isEqualTo("trace"));
    }

    @Test
    void kafkaConnectTellsPlaceAndConnector() {
        ConsumerRecord<byte[], byte[]> record = letter(utf8("k"), utf8("v"));
        add(record, "__connect.errors.topic", "orders");
        add(record, "__connect.errors.partition", "2");
        add(record, "__connect.errors.offset", "9000000000");
        add(record, "__connect.errors.connector.name", "sink");
        add(record, "__connect.errors.stage", "VALUE_CONVERTER");
        add(record, "__connect.errors.exception.class.name", "org.apache.kafka.connect.errors.DataException");
        add(record, "__connect.errors.exception.message", "Converting byte[] failed");

        Letter read = LetterReader.read(record, NOW);

        assertThat(read.dialect()).isEqualTo(Dialect.CONNECT);
        assertThat(read.at()).isEqualTo(new Coordinates("orders", 2, 9_000_000_000L, "connect-sink"));
        assertThat(read.failure().stage()).isEqualTo("VALUE_CONVERTER");
        assertThat(read.failure().errorClass()).endsWith("DataException");
        assertThat(read.failure().at()).isEqualTo(Instant.ofEpochMilli(record.timestamp()));
    }

    @Test
    void springTellsPlaceInBinary() {
        ConsumerRecord<byte[], byte[]> record = letter(utf8("k"), utf8("v"));
        add(record, "kafka_dlt-original-topic", "payments");
        record.headers()
                .add(
                        "kafka_dlt-original-partition",
                        ByteBuffer.allocate(4).putInt(5).array());
        record.headers()
                .add(
                        "kafka_dlt-original-offset",
                        ByteBuffer.allocate(8).putLong(1L << 40).array());
        record.headers()
                .add(
                        "kafka_dlt-original-timestamp",
                        ByteBuffer.allocate(8).putLong(1_600_000_000_000L).array());
        add(record, "kafka_dlt-original-consumer-group", "billing");
        add(record, "kafka_dlt-exception-fqcn", "org.springframework.kafka.listener.ListenerExecutionFailedException");
        add(record, "kafka_dlt-exception-cause-fqcn", "java.lang.IllegalStateException");
        add(record, "kafka_dlt-exception-message", "no such account");
        // A second hop, over a retry topic, appends a second set.
        add(record, "kafka_dlt-original-topic", "payments-retry");
        record.headers()
                .add(
                        "kafka_dlt-original-partition",
                        ByteBuffer.allocate(4).putInt(0).array());
        add(record, "kafka_dlt-exception-message", "still no such account");

        Letter read = LetterReader.read(record, NOW);

        assertThat(read.dialect()).isEqualTo(Dialect.SPRING);
        assertThat(read.at()).isEqualTo(new Coordinates("payments", 5, 1L << 40, "billing"));
        assertThat(read.recordTime()).isEqualTo(Instant.ofEpochMilli(1_600_000_000_000L));
        assertThat(read.failure().errorClass()).isEqualTo("java.lang.IllegalStateException");
        assertThat(read.failure().message()).isEqualTo("still no such account");
    }

    @Test
    void smallRyeAndStreamsTellPlaceInText() {
        ConsumerRecord<byte[], byte[]> smallRye = letter(null, utf8("v"));
        add(smallRye, "dead-letter-topic", "prices");
        add(smallRye, "dead-letter-partition", "1");
        add(smallRye, "dead-letter-offset", "12");
        add(smallRye, "dead-letter-reason", "boom");
        add(smallRye, "dead-letter-exception-class-name", "java.lang.Exception");
        ConsumerRecord<byte[], byte[]> streams = letter(utf8("k"), null);
        add(streams, "__streams.errors.topic", "clicks");
        add(streams, "__streams.errors.partition", "7");
        add(streams, "__streams.errors.offset", "0");
        add(streams, "__streams.errors.exception", "java.lang.RuntimeException");
        add(streams, "__streams.errors.message", "bang");

        Letter first = LetterReader.read(smallRye, NOW);
        Letter second = LetterReader.read(streams, NOW);

        assertThat(first.dialect()).isEqualTo(Dialect.SMALLRYE);
        assertThat(first.at()).isEqualTo(new Coordinates("prices", 1, 12, null));
        assertThat(first.failure().message()).isEqualTo("boom");
        assertThat(second.dialect()).isEqualTo(Dialect.STREAMS);
        assertThat(second.at()).isEqualTo(new Coordinates("clicks", 7, 0, null));
        assertThat(second.failure().errorClass()).isEqualTo("java.lang.RuntimeException");
        assertThat(second.value()).isNull();
    }

    @Test
    void whatCannotBeUnderstoodKeepsItsBytesUnderItsOwnPlace() {
        ConsumerRecord<byte[], byte[]> record = letter(utf8("k"), utf8("v"));
        add(record, "dlq.original.topic", "not a topic's name");
        add(record, "dlq.original.partition", "-1");

        Letter read = LetterReader.read(record, NOW);

        assertThat(read.dialect()).isEqualTo(Dialect.UNKNOWN);
        assertThat(read.at()).isEqualTo(new Coordinates("letters", 0, 4711, null));
        assertThat(read.key()).isEqualTo(utf8("k"));
        assertThat(read.headers()).hasSize(2);
    }

    @Test
    void aTextThatIsNoTextDoesNoHarm() {
        ConsumerRecord<byte[], byte[]> record = letter(utf8("k"), utf8("v"));
        add(record, "dlq.original.topic", "orders");
        add(record, "dlq.original.partition", "0");
        add(record, "dlq.original.offset", "1");
        record.headers().add("dlq.error.message", new byte[] {'a', 0, (byte) 0xC3, 'b'});
        record.headers().add("dlq.error.class", new byte[5_000_000]);
        add(record, "dlq.failed.at", "+1000000000-12-31T23:59:59Z");
        add(record, "dlq.error.category", "OF_A_LATER_VERSION");

        Letter read = LetterReader.read(record, NOW);

        assertThat(read.dialect()).isEqualTo(Dialect.AFTERIMAGE);
        assertThat(read.failure().message()).isEqualTo("a\uFFFD\uFFFDb");
        assertThat(read.failure().errorClass()).hasSize(2_000).doesNotContain("\0");
        assertThat(read.failure().category()).isNull();
        assertThat(read.failure().at()).isEqualTo(Instant.ofEpochMilli(record.timestamp()));
    }

    /** Whatever stands in the headers: nothing is thrown, the place is one that can be stored, and texts are texts. */
    @Property(tries = 2_000)
    void anyHeadersAreSurvived(@ForAll("headers") List<Named> headers, @ForAll byte[] value) {
        ConsumerRecord<byte[], byte[]> record = letter(null, value);
        headers.forEach(header -> record.headers().add(header.name(), header.value()));

        Letter read = LetterReader.read(record, NOW);

        assertThat(read.value()).isSameAs(value);
        assertThat(read.headers()).hasSameSizeAs(headers);
        assertThat(read.at().partition()).isNotNegative();
        assertThat(read.at().offset()).isNotNegative();
        for (String text : new String[] {
            read.at().group(),
            read.failure().message(),
            read.failure().errorClass(),
            read.failure().stage()
        }) {
            if (text != null) {
                assertThat(text).doesNotContain("\0").hasSizeLessThanOrEqualTo(2_100);
                assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
            }
        }
    }

    record Named(String name, byte[] value) {}

    @Provide
    Arbitrary<List<Named>> headers() {
        Arbitrary<String> names = Arbitraries.of(
                "dlq.original.topic",
                "dlq.original.partition",
                "dlq.original.offset",
                "dlq.original.timestamp",
                "dlq.consumer.group",
                "dlq.error.message",
                "dlq.failed.at",
                "__connect.errors.topic",
                "__connect.errors.partition",
                "__connect.errors.offset",
                "__connect.errors.connector.name",
                "kafka_dlt-original-topic",
                "kafka_dlt-original-partition",
                "kafka_dlt-original-offset",
                "kafka_dlt-original-timestamp",
                "dead-letter-topic",
                "dead-letter-partition",
                "dead-letter-offset",
                "__streams.errors.topic",
                "__streams.errors.offset",
                "__streams.errors.partition",
                "other");
        Arbitrary<byte[]> values = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(12),
                Arbitraries.of("orders", "0", "17", "-1", "9223372036854775808", "2026-01-01T00:00:00Z", "")
                        .map(LetterReaderTest::utf8));
        return names.flatMap(name -> values.map(value -> new Named(name, value)))
                .list()
                .ofMaxSize(12);
    }

    private static ConsumerRecord<byte[], byte[]> letter(byte @Nullable [] key, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                "letters",
                0,
                4711,
                1_710_000_000_000L,
                TimestampType.CREATE_TIME,
                key == null ? -1 : key.length,
                value == null ? -1 : value.length,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private static void add(ConsumerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
