package dev.afterimage.cdc.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.event.ChangeEvent.Upsert;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.key.DocumentIds;
import dev.afterimage.cdc.type.Placeholder;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** One row in Avro and in JSON with schema, which Connect's own converter writes: the same event, or the same failure. */
class AvroAgreesWithJsonTest {
    private final ConnectRecords json = new ConnectRecords(true);
    private final ConnectAvro avro = new ConnectAvro();
    private final EventDecoder jsonDecoder = new JsonEventDecoder(JsonSettings.DEFAULT);
    private final EventDecoder avroDecoder = new AvroEventDecoder(avro.registry(), Placeholder.DEFAULT);

    @Property(tries = 300)
    void eachColumnAloneComesOutTheSame(@ForAll("cells") Struct row) throws Exception {
        assertSame(row);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aWholeRowComesOutTheSame(@ForAll("rows") Struct row) throws Exception {
        assertThat(outcome(avroDecoder, avro.update(row))).isInstanceOf(Upsert.class);
        assertSame(row);
    }

    private void assertSame(Struct row) throws Exception {
        Object expected = outcome(jsonDecoder, json.update(row));
        Object actual = outcome(avroDecoder, avro.update(row));
        if (!(expected instanceof Upsert upsert)) {
            assertThat(actual).isEqualTo(expected);
            return;
        }
        assertThat(actual).isInstanceOf(Upsert.class);
        Upsert other = (Upsert) actual;
        assertThat(other.origin()).isEqualTo(upsert.origin());
        assertThat(other.operation()).isEqualTo(upsert.operation());
        assertSame(other.after(), upsert.after());
        assertSame(Objects.requireNonNull(other.key()), Objects.requireNonNull(upsert.key()));
        assertThat(DocumentIds.plain().of(other.key()))
                .isEqualTo(DocumentIds.plain().of(upsert.key()));
    }

    private static void assertSame(RowImage actual, RowImage expected) {
        assertThat(actual.toJson()).isEqualTo(expected.toJson());
        assertThat(actual.schema().columns()).isEqualTo(expected.schema().columns());
        for (int i = 0; i < expected.schema().size(); i++) {
            assertThat(actual.state(i)).isEqualTo(expected.state(i));
        }
    }

    private static Object outcome(EventDecoder decoder, ConsumerRecord<byte[], byte[]> record) {
        try {
            return decoder.decode(record, Samples.at(record));
        } catch (EventFailure failure) {
            return failure.category();
        }
    }

    @Provide
    Arbitrary<Struct> cells() {
        return Arbitraries.of(ConnectColumn.all()).flatMap(column -> row(List.of(column)));
    }

    @Provide
    Arbitrary<Struct> rows() {
        return row(ConnectColumn.all().stream()
                .filter(column -> !List.of("c_json", "c_time", "c_micro", "c_nano", "c_texts", "c_map")
                        .contains(column.name()))
                .toList());
    }

    private static Arbitrary<Struct> row(List<ConnectColumn> columns) {
        SchemaBuilder builder =
                SchemaBuilder.struct().name(ConnectRecords.TOPIC + ".Value").field("id", Schema.INT64_SCHEMA);
        columns.forEach(column -> builder.field(column.name(), column.schema()));
        Schema schema = builder.optional().build();
        return Combinators.combine(columns.stream().map(ConnectColumn::values).toList())
                .as(values -> {
                    Struct row = new Struct(schema).put("id", 42L);
                    for (int i = 0; i < columns.size(); i++) {
                        row.put(columns.get(i).name(), values.get(i));
                    }
                    return row;
                });
    }
}
