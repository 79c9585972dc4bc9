package dev.afterimage.cdc.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.ChangeEvent.Delete;
import dev.afterimage.cdc.event.ChangeEvent.Tombstone;
import dev.afterimage.cdc.event.ChangeEvent.Upsert;
import dev.afterimage.cdc.event.Operation;
import dev.afterimage.cdc.position.PostgresPosition;
import dev.afterimage.cdc.position.SnapshotKind;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FlattenedTest {
    private static final String META =
            ",\"__op\":\"u\",\"__source_name\":\"shop\",\"__source_connector\":\"postgresql\","
                    + "\"__source_db\":\"d\",\"__source_schema\":\"public\",\"__source_table\":\"t\",\"__source_ts_ms\":5,"
                    + "\"__source_snapshot\":\"false\",\"__source_sequence\":\"[\\\"100\\\",\\\"108\\\"]\","
                    + "\"__transaction_id\":\"7:108\",\"__transaction_total_order\":3";
    private static final String ROW = "{\"id\":1,\"v\":\"x\"" + META + ",\"__deleted\":\"false\"}";

    private final JsonEventDecoder decoder = new JsonEventDecoder(ConnectRecords.DECLARED);

    @Test
    void shouldReadARowAndWhatStandsBesideIt() throws Exception {
        Upsert upsert = (Upsert) decode("{\"id\":1}", ROW);
        assertThat(upsert.after().toJson()).isEqualTo(Json.ROW);
        assertThat(upsert.operation()).isEqualTo(Operation.UPDATE);
        assertThat(upsert.origin().source()).isEqualTo("shop");
        assertThat(upsert.origin().table()).isEqualTo("t");
        assertThat(upsert.origin().transaction()).isEqualTo("7:108");
        assertThat(upsert.origin().position()).isEqualTo(new PostgresPosition(100, 108, 3, SnapshotKind.NONE));
        Upsert again = (Upsert) decode("{\"id\":1}", ROW.replace("\"x\"", "\"y\""));
        assertThat(again.after().toJson()).isEqualTo("{\"id\":1,\"v\":\"y\"}");
        assertThat(again.after().schema()).isSameAs(upsert.after().schema());
    }

    @Test
    void shouldReadARewrittenDeleteAndLetItsTombstonePass() throws Exception {
        Delete delete = (Delete) decode(
                "{\"id\":1}",
                ROW.replace("\"__deleted\":\"false\"", "\"__deleted\":\"true\"")
                        .replace("\"__op\":\"u\"", "\"__op\":\"d\""));
        assertThat(Objects.requireNonNull(delete.key()).toJson()).isEqualTo("{\"id\":1}");
        assertThat(delete.origin().position().order()).isEqualTo(3);
        assertThat(decode("{\"id\":1}", null)).isInstanceOf(Tombstone.class);
    }

    @Test
    void shouldReadEnvelopesAfterFlattenedRecords() throws Exception {
        assertThat(decode("{\"id\":1}", ROW)).isInstanceOf(Upsert.class);
        assertThat(decode("{\"id\":1}", Json.update(Json.ROW))).isInstanceOf(Upsert.class);
        assertThat(decode("{\"id\":1}", ROW)).isInstanceOf(Upsert.class);
    }

    @Test
    void shouldNameTheFieldsThatAreMissing() {
        EventFailure failure = fail(ROW.replace("__source_sequence", "__source_version"));
        assertThat(failure.category()).isEqualTo(FailureCategory.CONNECTOR_SETTING);
        assertThat(failure).hasMessageContaining("lack source.sequence").hasMessageContaining("add.fields=");
        assertThat(fail(ROW.replace(",\"__transaction_total_order\":3", "")))
                .hasMessageContaining("lack transaction.total_order");
    }

    @Test
    void shouldStopWhereDeletesComeOnlyAsTombstones() {
        EventFailure failure = fail("{\"id\":1" + META + "}");
        assertThat(failure.category()).isEqualTo(FailureCategory.CONNECTOR_SETTING);
        assertThat(failure).hasMessageContaining("delete.tombstone.handling.mode");
        assertThat(catchThrowableOfType(EventFailure.class, () -> decode("{\"id\":1}", null)))
                .extracting(EventFailure::category)
                .isEqualTo(FailureCategory.CONNECTOR_SETTING);
    }

    @Test
    void shouldStopAtDebeziumsRowsWithoutMetadataAndParkOthers() {
        ConsumerRecord<byte[], byte[]> row = Samples.record("t", "{\"id\":1}", Json.ROW);
        assertThat(fail(row).category()).isEqualTo(FailureCategory.MALFORMED);
        row.headers().add("__debezium.context.connectorName", "postgresql".getBytes(StandardCharsets.UTF_8));
        assertThat(fail(row).category()).isEqualTo(FailureCategory.CONNECTOR_SETTING);
        assertThat(fail(row)).hasMessageContaining("add.fields=");
    }

    @Test
    void shouldNotTrustPlainFlattenedValuesUnlessTheSettingsAreDeclared() {
        ConsumerRecord<byte[], byte[]> row = Samples.record("t", "{\"id\":1}", ROW);
        EventFailure failure = catchThrowableOfType(
                EventFailure.class, () -> new JsonEventDecoder(JsonSettings.DEFAULT).decode(row, Samples.at(row)));
        assertThat(failure.category()).isEqualTo(FailureCategory.CONNECTOR_SETTING);
        assertThat(failure).hasMessageContaining("time.precision.mode=isostring");
    }

    @Test
    void shouldReadTheFlattenedFormWithSchema() throws Exception {
        StringBuilder fields = new StringBuilder("{\"type\":\"int32\",\"optional\":false,\"field\":\"id\"},"
                + "{\"type\":\"int32\",\"optional\":true,\"name\":\"io.debezium.time.Date\",\"field\":\"d\"}");
        for (String name : META.substring(1)
                .replaceAll("\":(\"(\\\\.|[^\"\\\\])*\"|[0-9]+)", "")
                .replace("\"", "")
                .split(",")) {
            String type = name.endsWith("ts_ms") || name.endsWith("order") ? "int64" : "string";
            fields.append(",{\"type\":\"")
                    .append(type)
                    .append("\",\"optional\":true,\"field\":\"")
                    .append(name)
                    .append("\"}");
        }
        fields.append(",{\"type\":\"string\",\"optional\":true,\"field\":\"__deleted\"}");
        String value = "{\"schema\":{\"type\":\"struct\",\"fields\":[" + fields
                + "],\"optional\":false,\"name\":\"shop.public.t.Value\"},\"payload\":{\"id\":1,\"d\":20777" + META
                + ",\"__deleted\":\"false\"}}";
        ConsumerRecord<byte[], byte[]> record = Samples.record("t", "{\"id\":1}", value);
        Upsert upsert = (Upsert) new JsonEventDecoder(JsonSettings.DEFAULT).decode(record, Samples.at(record));
        assertThat(upsert.after().toJson()).isEqualTo("{\"id\":1,\"d\":\"2026-11-20Z\"}");
        assertThat(upsert.after().schema().typed()).isTrue();
    }

    private ChangeEvent decode(@Nullable String key, @Nullable String value) throws EventFailure {
        ConsumerRecord<byte[], byte[]> record = Samples.record("shop.public.t", key, value);
        return decoder.decode(record, Samples.at(record));
    }

    private EventFailure fail(String value) {
        return fail(Samples.record("shop.public.t", "{\"id\":1}", value));
    }

    private EventFailure fail(ConsumerRecord<byte[], byte[]> record) {
        EventFailure failure =
                catchThrowableOfType(EventFailure.class, () -> decoder.decode(record, Samples.at(record)));
        assertThat(failure).isNotNull();
        return failure;
    }
}
