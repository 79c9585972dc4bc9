package dev.afterimage.cdc.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.ChangeEvent.Delete;
import dev.afterimage.cdc.event.ChangeEvent.Irrelevant;
import dev.afterimage.cdc.event.ChangeEvent.Message;
import dev.afterimage.cdc.event.ChangeEvent.Tombstone;
import dev.afterimage.cdc.event.ChangeEvent.Truncate;
import dev.afterimage.cdc.event.ChangeEvent.Upsert;
import dev.afterimage.cdc.event.Operation;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.position.MongoPosition;
import dev.afterimage.cdc.position.MySqlPosition;
import dev.afterimage.cdc.position.PostgresPosition;
import dev.afterimage.cdc.position.SnapshotKind;
import dev.afterimage.cdc.position.SourcePosition;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopesTest {
    private static final String TOPIC = "shop.public.t";

    private final JsonEventDecoder decoder = new JsonEventDecoder(ConnectRecords.DECLARED);

    @Test
    void shouldReadTombstonesAndTruncatesAndMessages() throws Exception {
        assertThat(decode(null)).isInstanceOf(Tombstone.class);
        assertThat(decode("{\"schema\":null,\"payload\":null}")).isInstanceOf(Tombstone.class);
        assertThat(decode(Json.envelope("t", "null", "null", Json.SOURCE, Json.TRANSACTION)))
                .isInstanceOfSatisfying(
                        Truncate.class,
                        truncate -> assertThat(truncate.origin().table()).isEqualTo("t"));
        assertThat(decode("{\"op\":\"m\",\"ts_ms\":1,\"source\":" + Json.SOURCE
                        + ",\"message\":{\"prefix\":\"marker\",\"content\":\"AA==\"}}"))
                .isInstanceOfSatisfying(
                        Message.class, message -> assertThat(message.prefix()).isEqualTo("marker"));
    }

    @Test
    void shouldReadADeleteWithWhatItKnewBefore() throws Exception {
        Delete delete =
                (Delete) decode("{\"id\":1}", Json.envelope("d", Json.ROW, "null", Json.SOURCE, Json.TRANSACTION));
        assertThat(Objects.requireNonNull(delete.key()).toJson()).isEqualTo("{\"id\":1}");
        assertThat(Objects.requireNonNull(delete.before()).toJson()).isEqualTo(Json.ROW);
    }

    @Test
    void shouldLetAKeylessTablePass() throws Exception {
        assertThat(((Upsert) decode(Json.update(Json.ROW))).key()).isNull();
    }

    @Test
    void shouldReadAKeyWhoseFormDiffersFromTheValues() throws Exception {
        String key =
                "{\"schema\":{\"type\":\"struct\",\"fields\":[{\"type\":\"int32\",\"optional\":false,\"field\":\"id\"}],"
                        + "\"optional\":false,\"name\":\"k\"},\"payload\":{\"id\":7}}";
        RowImage image = Objects.requireNonNull(((Upsert) decode(key, Json.update(Json.ROW))).key());
        assertThat(image.toJson()).isEqualTo("{\"id\":7}");
        assertThat(image.schema().typed()).isTrue();
    }

    @Test
    void shouldAskForTransactionMetadataWhereARowHasNoOrder() {
        EventFailure failure = fail(Json.envelope("u", "null", Json.ROW, Json.SOURCE, "null"));
        assertThat(failure.category()).isEqualTo(FailureCategory.CONNECTOR_SETTING);
        assertThat(failure).hasMessageContaining("provide.transaction.metadata=true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"false\"; \"[\\\"100\\\",\\\"108\\\"]\"; 100; 108; 3; NONE",
                "false; \"[\\\"100\\\",\\\"108\\\"]\"; 100; 108; 3; NONE",
                "null; \"[100, 108]\"; 100; 108; 3; NONE",
                "\"false\"; \"[null,\\\"108\\\"]\"; -1; 108; 3; NONE",
                "\"false\"; null; -1; 108; 3; NONE",
                "\"false\"; \"[\\\"100\\\",null]\"; 100; 108; 3; NONE",
                "\"first\"; \"[null,\\\"108\\\"]\"; -1; 108; 3; FULL",
                "\"last_in_data_collection\"; \"[null,\\\"108\\\"]\"; -1; 108; 3; FULL",
                "true; \"[null,\\\"108\\\"]\"; -1; 108; 3; FULL",
                "\"last\"; \"[\\\"64\\\",\\\"108\\\"]\"; -1; 108; 3; FULL",
                "\"first\"; \"[\\\"108\\\",\\\"108\\\"]\"; 108; 108; 3; BLOCKING",
                "\"incremental\"; \"[\\\"100\\\",\\\"100\\\"]\"; 100; 100; 3; INCREMENTAL",
            })
    void shouldReadPostgresPositions(
            String snapshot, String sequence, long commit, long event, long order, SnapshotKind kind) throws Exception {
        assertThat(position(Json.envelope("u", "null", Json.ROW, Json.source(snapshot, sequence), Json.TRANSACTION)))
                .isEqualTo(new PostgresPosition(commit, event, order, kind));
    }

    @Test
    void shouldTakeOrdersThatAreTexts() throws Exception {
        assertThat(position(Json.envelope(
                                "u", "null", Json.ROW, Json.SOURCE, "{\"id\":\"7:1\",\"total_order\":\"12\"}"))
                        .order())
                .isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"[]\"",
                "\"[1]\"",
                "\"[1,2,3]\"",
                "\"[\\\"x\\\",1]\"",
                "\"[-1,2]\"",
                "\"[1,99999999999999999999]\"",
                "5",
                "true"
            })
    void shouldRefuseASequenceOfAnotherForm(String sequence) {
        assertThat(fail(Json.envelope("u", "null", Json.ROW, Json.source("\"false\"", sequence), Json.TRANSACTION))
                        .category())
                .isEqualTo(FailureCategory.MALFORMED);
    }

    @Test
    void shouldReadMySqlPositions() throws Exception {
        String source =
                "{\"connector\":\"mysql\",\"name\":\"m\",\"ts_ms\":5,\"snapshot\":\"false\",\"db\":\"d\",\"table\":\"t\","
                        + "\"server_id\":1,\"gtid\":null,\"file\":\"mysql-bin.000042\",\"pos\":1234,\"row\":2,\"thread\":null}";
        assertThat(position(Json.envelope("c", "null", Json.ROW, source, "null")))
                .isEqualTo(new MySqlPosition(42, 1234, 2, SnapshotKind.NONE));
    }

    @Test
    void shouldOrderTheRowsOfACompressedTransactionOfMySqlWhichAllHaveOnePos() throws Exception {
        SourcePosition earlier = position(Json.envelope("c", "null", Json.ROW, mySql(5), transaction(6)));
        SourcePosition later = position(Json.envelope("u", "null", Json.ROW, mySql(0), transaction(11)));
        assertThat(later.version(0)).isGreaterThan(earlier.version(0));
    }

    private static String mySql(int row) {
        return "{\"connector\":\"mysql\",\"name\":\"m\",\"ts_ms\":5,\"snapshot\":null,\"db\":\"d\",\"table\":\"t\","
                + "\"server_id\":1,\"gtid\":\"3e11fa47-71ca-11e1-9e33-c80aa9429562:23\",\"file\":\"mysql-bin.000042\",\"pos\":1234,"
                + "\"row\":" + row + ",\"thread\":null}";
    }

    private static String transaction(int order) {
        return "{\"id\":\"3e11fa47-71ca-11e1-9e33-c80aa9429562:23\",\"total_order\":" + order
                + ",\"data_collection_order\":1}";
    }

    @Test
    void shouldReadMongoDocumentsAndPositions() throws Exception {
        String source =
                "{\"connector\":\"mongodb\",\"name\":\"m\",\"ts_ms\":1700000000000,\"snapshot\":\"false\",\"db\":\"d\","
                        + "\"collection\":\"things\",\"ord\":3}";
        Upsert upsert = (Upsert) decode(
                "{\"id\":\"{\\\"$oid\\\":\\\"65\\\"}\"}",
                "{\"before\":null,\"after\":\"{\\\"_id\\\":{\\\"$oid\\\":\\\"65\\\"},\\\"n\\\":1.50,\\\"s\\\":\\\"a\\\\\\\"b\\\"}\","
                        + "\"updateDescription\":null,\"source\":" + source
                        + ",\"op\":\"u\",\"ts_ms\":1,\"transaction\":null}");
        assertThat(upsert.after().toJson()).isEqualTo("{\"_id\":{\"$oid\":\"65\"},\"n\":1.50,\"s\":\"a\\\"b\"}");
        assertThat(upsert.origin().table()).isEqualTo("things");
        assertThat(upsert.origin().position()).isEqualTo(new MongoPosition(1_700_000_000L, 3, SnapshotKind.NONE));
        assertThat(Objects.requireNonNull(upsert.key()).json(0)).isEqualTo("\"{\\\"$oid\\\":\\\"65\\\"}\"");
        EventFailure failure = fail("{\"after\":null,\"updateDescription\":{\"updatedFields\":\"{}\"},\"source\":"
                + source + ",\"op\":\"u\"}");
        assertThat(failure.category()).isEqualTo(FailureCategory.IMAGE_INCOMPLETE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "__debezium-heartbeat.shop | {\"ts_ms\":1} | heartbeat",
                "shop | {\"source\":{},\"ts_ms\":1,\"databaseName\":\"d\",\"ddl\":\"x\",\"tableChanges\":[]} | schema change",
                "shop.transaction | {\"status\":\"BEGIN\",\"id\":\"1:2\",\"event_count\":null,\"data_collections\":null,\"ts_ms\":1}"
                        + " | transaction boundary",
            })
    void shouldPassOverRecordsThatAreNoChangeOfARow(String topic, String value, String what) throws Exception {
        ConsumerRecord<byte[], byte[]> record = Samples.record(topic, null, value);
        assertThat(decoder.decode(record, Samples.at(record))).isEqualTo(new Irrelevant(Samples.at(record), what));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null null",
                "1",
                "\"x\"",
                "[]",
                "{}",
                "{\"foo\":1}",
                "{",
                "{\"after\":",
                "\0",
                "\uFEFF{}",
                "{\"schema\":1,\"payload\":{}}",
                "{\"schema\":{},\"payload\":{}}",
                "{\"schema\":{\"type\":\"nope\"},\"payload\":1}",
                "{\"schema\":{\"type\":\"array\"},\"payload\":[]}",
            })
    void shouldRefuseWhatIsNoEvent(String value) {
        assertThat(fail(value).category()).isEqualTo(FailureCategory.MALFORMED);
    }

    @Test
    void shouldRefuseEventsThatContradictThemselves() {
        for (String wrong : new String[] {
            Json.envelope("x", "null", Json.ROW, Json.SOURCE, Json.TRANSACTION),
            Json.envelope("u", "null", "null", Json.SOURCE, Json.TRANSACTION),
            Json.envelope("d", "null", Json.ROW, Json.SOURCE, Json.TRANSACTION),
            Json.envelope("u", "null", "\"{}\"", Json.SOURCE, Json.TRANSACTION),
            Json.envelope("u", "null", "[]", Json.SOURCE, Json.TRANSACTION),
            Json.envelope("u", "null", Json.ROW, "null", Json.TRANSACTION),
            Json.envelope("u", "null", Json.ROW, "{}", Json.TRANSACTION),
            Json.envelope("u", "null", Json.ROW, Json.source("\"sometimes\"", "null"), Json.TRANSACTION),
            Json.update(Json.ROW) + " x",
            Json.update(Json.ROW) + Json.update(Json.ROW),
            Json.update("{\"id\":1,\"id\":2}"),
            Json.update("{\"id\":01}"),
            Json.update("{\"id\":NaN}"),
            Json.update("{\"id\":\"a\nb\"}"),
            Json.update("{\"id\":\"\\ud800\"}"),
            Json.update("{\"id\":" + "9".repeat(1001) + "}"),
            Json.update("{\"id\":" + "[".repeat(300) + "]".repeat(300) + "}"),
            Json.update(Json.ROW).replace("\"op\":\"u\"", "\"op\":\"u\",\"op\":\"d\""),
            Json.update(Json.ROW).replace("\"ts_ms\":6", "\"source\":" + Json.SOURCE),
            Json.update(Json.ROW).replace("\"lsn\":108", "\"lsn\":108,\"sequence\":null"),
            Json.update(Json.ROW).replace("\"total_order\":3", "\"total_order\":3,\"total_order\":4"),
            Json.update(Json.ROW).replace("\"total_order\":3", "\"total_order\":3.5"),
            Json.update(Json.ROW).replace("\"total_order\":3", "\"total_order\":\"x\""),
        }) {
            assertThat(fail(wrong).category()).as(wrong).isEqualTo(FailureCategory.MALFORMED);
        }
    }

    @Test
    void shouldParkPositionsThatNothingOrders() {
        assertThat(fail(Json.update(Json.ROW).replace("postgresql", "sqlserver"))
                        .category())
                .isEqualTo(FailureCategory.POSITION_AMBIGUOUS);
        assertThat(fail(Json.update(Json.ROW)
                                .replace("\"[\\\"100\\\",\\\"108\\\"]\"", "null")
                                .replace("\"lsn\":108", "\"lsn\":null"))
                        .category())
                .isEqualTo(FailureCategory.POSITION_AMBIGUOUS);
    }

    @Test
    void shouldNotPutValuesIntoMessages() {
        for (String wrong : new String[] {
            Json.update("{\"secret\":\"hunter2\",\"b\":hunter2}"),
            Json.typedUpdate(Json.schema("int32", "", ""), "\"hunter2\""),
            Json.typedUpdate(Json.schema("string", "io.debezium.data.Json", ""), "\"hunter2\""),
            Json.typedUpdate(Json.schema("bytes", "", ""), "\"hunter2!\""),
        }) {
            assertThat(fail(wrong).getMessage()).doesNotContain("hunter2");
        }
    }

    @Test
    void shouldReadMembersInAnyOrderAndWriteThemInTheSchemasOrder() throws Exception {
        String first = Json.update("{\"a\":1,\"b\":\"x\",\"c\":null}");
        String typed =
                first.replace("{\"a\":1,\"b\":\"x\",\"c\":null}", "{ \"a\" : 1 , \"b\" : \"x\" , \"c\" : null }");
        assertThat(((Upsert) decode(first)).after().toJson()).isEqualTo("{\"a\":1,\"b\":\"x\",\"c\":null}");
        assertThat(((Upsert) decode(typed)).after().toJson()).isEqualTo("{\"a\":1,\"b\":\"x\",\"c\":null}");
        Upsert turned =
                (Upsert) decode(first.replace("{\"a\":1,\"b\":\"x\",\"c\":null}", "{\"c\":null,\"a\":1,\"b\":\"x\"}"));
        assertThat(turned.after().toJson()).isEqualTo("{\"a\":1,\"b\":\"x\",\"c\":null}");
        assertThat(turned.operation()).isEqualTo(Operation.UPDATE);
    }

    private ChangeEvent decode(@Nullable String value) throws EventFailure {
        return decode(null, value);
    }

    private ChangeEvent decode(@Nullable String key, @Nullable String value) throws EventFailure {
        ConsumerRecord<byte[], byte[]> record = Samples.record(TOPIC, key, value);
        return decoder.decode(record, Samples.at(record));
    }

    private SourcePosition position(String value) throws EventFailure {
        return ((Upsert) decode(value)).origin().position();
    }

    private EventFailure fail(String value) {
        EventFailure failure = catchThrowableOfType(EventFailure.class, () -> decode(value));
        assertThat(failure).as(value).isNotNull();
        return failure;
    }
}
