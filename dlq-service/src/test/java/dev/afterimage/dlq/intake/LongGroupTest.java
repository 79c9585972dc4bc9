package dev.afterimage.dlq.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.dlq.letter.Coordinates;
import dev.afterimage.dlq.letter.Dialect;
import dev.afterimage.dlq.letter.Letter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class LongGroupTest {
    @Test
    void aGroupThatFitsIsKept() {
        assertThat(read("g".repeat(Coordinates.MAX_GROUP)).at())
                .isEqualTo(new Coordinates("orders", 3, 40, "g".repeat(Coordinates.MAX_GROUP)));
    }

    @Test
    void aLetterWhoseGroupDoesNotFitIsKeptUnderItsOwnPlace() {
        Letter letter = read("g".repeat(Coordinates.MAX_GROUP + 1));

        assertThat(letter.dialect()).isEqualTo(Dialect.UNKNOWN);
        assertThat(letter.at()).isEqualTo(new Coordinates("letters", 1, 7, null));
        assertThat(letter.key()).containsExactly(1);
    }

    private static Letter read(String group) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("letters", 1, 7, new byte[] {1}, new byte[] {2});
        add(record, "dlq.original.topic", "orders");
        add(record, "dlq.original.partition", "3");
        add(record, "dlq.original.offset", "40");
        add(record, "dlq.consumer.group", group);
        return LetterReader.read(record, Instant.EPOCH);
    }

    private static void add(ConsumerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
