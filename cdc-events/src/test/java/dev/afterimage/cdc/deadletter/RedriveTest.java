package dev.afterimage.cdc.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.cdc.event.RecordCoordinates;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedriveTest {
    private static final RecordCoordinates ORIGINAL =
            new RecordCoordinates("shop.public.orders", 3, 77, 1_700_000_000_000L);

    @Test
    void whatIsWrittenIsRead() throws EventFailure {
        for (Redrive redrive : List.of(
                new Redrive(Redrive.Kind.REDRIVE, "0199-ab:7", ORIGINAL, 4),
                new Redrive(Redrive.Kind.REPAIR, "run.7_3", ORIGINAL, 0))) {
            Headers headers = new RecordHeaders();
            redrive.writeTo(headers);
            redrive.writeTo(headers);
            assertThat(Redrive.read(headers)).isEqualTo(redrive);
        }
    }

    @Test
    void aRecordWithoutAnyIdIsRefused() {
        assertRefused(headers().remove("dlq.redrive.id"), "either");
    }

    @Test
    void aRecordWithBothIdsIsRefused() {
        assertRefused(headers().add("afterimage.repair.id", "x".getBytes(UTF_8)), "either");
    }

    @Test
    void aHeaderThatComesTwiceIsRefused() {
        assertRefused(headers().add("dlq.original.offset", "78".getBytes(UTF_8)), "twice");
    }

    @Test
    void aHeaderWithoutAValueIsRefused() {
        Headers headers = headers();
        headers.remove("dlq.original.topic");
        assertRefused(headers.add("dlq.original.topic", null), "dlq.original.topic");
    }

    @ParameterizedTest
    @CsvSource({
        "dlq.redrive.id, ''",
        "dlq.redrive.id, a b",
        "dlq.redrive.id, <script>",
        "dlq.original.topic, ..",
        "dlq.original.topic, ../etc",
        "dlq.original.topic, a/b",
        "dlq.original.partition, -1",
        "dlq.original.partition, 2147483648",
        "dlq.original.partition, ' 1'",
        "dlq.original.offset, 9223372036854775808",
        "dlq.original.offset, 99999999999999999999",
        "dlq.original.offset, ١",
        "dlq.original.offset, 1e3",
        "dlq.original.timestamp, ''",
    })
    void aHostileValueIsRefusedAndItsHeaderNamed(String name, String value) {
        Headers headers = headers();
        headers.remove(name);
        assertRefused(headers.add(name, value.getBytes(UTF_8)), name);
    }

    @Property
    void whateverComesIsReadOrRefusedAsMalformed(@ForAll("values") String name, @ForAll byte[] value) {
        Headers headers = headers();
        headers.remove(name);
        headers.add(name, value);
        try {
            Redrive.read(headers);
        } catch (EventFailure failure) {
            assertThat(failure.category()).isEqualTo(FailureCategory.MALFORMED);
        }
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(
                "dlq.redrive.id",
                "afterimage.repair.id",
                "dlq.original.topic",
                "dlq.original.partition",
                "dlq.original.offset",
                "dlq.original.timestamp",
                "dlq.attempts");
    }

    private static void assertRefused(Headers headers, String named) {
        assertThatThrownBy(() -> Redrive.read(headers))
                .hasMessageContaining(named)
                .isInstanceOfSatisfying(EventFailure.class, failure -> assertThat(failure.category())
                        .isEqualTo(FailureCategory.MALFORMED));
    }

    private static Headers headers() {
        Headers headers = new RecordHeaders();
        new Redrive(Redrive.Kind.REDRIVE, "r-1", ORIGINAL, 1).writeTo(headers);
        return headers;
    }
}
