package dev.afterimage.cdc.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.ChangeEvent.RowChange;
import dev.afterimage.cdc.event.ChangeEvent.Upsert;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.type.JacksonWitness;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What must hold of any bytes that are given to the decoder. */
final class DecoderWitness {
    private DecoderWitness() {}

    /** Decodes the bytes as a record's value: it fails with a category, or Jackson reads the record and each image too. */
    static void check(JsonEventDecoder decoder, byte[] value) {
        ConsumerRecord<byte[], byte[]> record = Samples.record("shop.public.t", value);
        ChangeEvent event;
        try {
            event = decoder.decode(record, Samples.at(record));
        } catch (EventFailure failure) {
            assertThat(failure.getMessage()).isNotBlank();
            return;
        }
        assertThat(JacksonWitness.accepts(value))
                .as("accepted: %s", new String(value, StandardCharsets.ISO_8859_1))
                .isTrue();
        if (event instanceof RowChange change) {
            check(change.before());
            if (change instanceof Upsert upsert) {
                check(upsert.after());
            }
        }
    }

    private static void check(@Nullable RowImage image) {
        if (image == null) {
            return;
        }
        byte[] json = image.toJson().getBytes(StandardCharsets.UTF_8);
        assertThat(JacksonWitness.accepts(json)).as(image.toJson()).isTrue();
        for (byte b : json) {
            assertThat(b < 0 || b >= ' ').as("one line").isTrue();
        }
        for (int column = 0; column < image.schema().size(); column++) {
            if (image.hasValue(column)) {
                assertThat(JacksonWitness.accepts(
                                Arrays.copyOfRange(image.buffer(), image.start(column), image.end(column))))
                        .isTrue();
            }
        }
    }
}
