package dev.afterimage.indexer.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.cdc.checksum.Checksum;
import dev.afterimage.cdc.checksum.ChecksumColumns;
import dev.afterimage.cdc.checksum.RowChecksum;
import dev.afterimage.cdc.event.ChangeEvent.Delete;
import dev.afterimage.cdc.event.ChangeEvent.Upsert;
import dev.afterimage.cdc.event.Column;
import dev.afterimage.cdc.event.Operation;
import dev.afterimage.cdc.event.Origin;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.event.RowImages;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.cdc.position.SourcePosition;
import dev.afterimage.cdc.type.ColumnType;
import dev.afterimage.indexer.plan.Candidate;
import dev.afterimage.indexer.plan.Delivery;
import dev.afterimage.indexer.plan.StoredFields;
import dev.afterimage.indexer.plan.Ticket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DocumentWriterTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();
    private static final SourcePosition POSITION = Delivery.committed(800, 3);

    private final DocumentWriter writer = new DocumentWriter("secret".getBytes(UTF_8));
    private final Delivery delivery = Delivery.ofPartition(4);

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void whateverTheRowHoldsTheDocumentIsItsMembersAndCdc(
            @ForAll("rows") Map<String, @Nullable String> row, @ForAll("texts") String transaction) throws IOException {
        RowImage image = image(row);
        Candidate candidate = upsert(image, transaction);

        ObjectNode document = written(candidate, TableOptions.DEFAULT);

        JsonNode cdc = Objects.requireNonNull(document.remove("_cdc"));
        assertThat(cdc.get("txn").textValue()).isEqualTo(transaction);
        assertThat(document).isEqualTo(expected(row, TableOptions.DEFAULT));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void columnsThatAreLeftOutRenamedOrMaskedAreSoInEveryRow(@ForAll("rows") Map<String, @Nullable String> row)
            throws IOException {
        List<String> columns = List.copyOf(row.keySet());
        TableOptions options = OptionsOf.of(
                Set.of(),
                Set.of(columns.getLast()),
                Map.of(columns.getFirst(), "renamed \"first\""),
                Map.of(columns.get(columns.size() / 2), Mask.REDACT));

        ObjectNode document = written(upsert(image(row), "7:1"), options);
        document.remove("_cdc");

        assertThat(document).isEqualTo(expected(row, options));
    }

    @Test
    void aVeryLongTextIsWrittenWhole() throws IOException {
        String body = "\"é\\\n".repeat(500_000);

        ObjectNode document = written(upsert(Delivery.row("a", body), null), TableOptions.DEFAULT);

        assertThat(document.get("body").textValue().equals(body)).isTrue();
    }

    @Test
    void cdcTellsWhereTheDocumentComesFrom() throws IOException {
        Candidate candidate = upsert(Delivery.row("a", "b"), "7:800");

        JsonNode cdc = written(candidate, TableOptions.DEFAULT).get("_cdc");

        RowImage image = Objects.requireNonNull(candidate.image());
        Checksum sum = new RowChecksum().of(image, ChecksumColumns.all(Delivery.SCHEMA));
        assertThat(cdc).isEqualTo(JACKSON.readTree("""
                                {"version": %d, "epoch": 0, "commit": 800, "lsn": 800, "order": 3, "op": "u",
                                 "ts": 1700000000000, "txn": "7:800", "source": "shop", "topic": "shop.public.orders",
                                 "partition": 4, "offset": 0, "checksum": {"a": %d, "b": %d}}
                                """.formatted(candidate.version(), sum.a(), sum.b())));
    }

    @Test
    void aCandidateThatWasJudgedBySnapshotKeepsIt() throws IOException {
        Candidate candidate = upsert(Delivery.row("a", "b"), null).judged(12_345, 8_000);

        JsonNode cdc = written(candidate, TableOptions.DEFAULT).get("_cdc");

        assertThat(cdc.get("version").longValue()).isEqualTo(12_345);
        assertThat(cdc.get("snapshot").longValue()).isEqualTo(8_000);
        assertThat(cdc.has("txn")).isFalse();
    }

    @Test
    void aDeleteLeavesATombstoneWithoutAnythingOfTheRow() throws IOException {
        ObjectNode document = written(delivery.delete(POSITION), null);

        assertThat(document.properties()).hasSize(1);
        JsonNode cdc = document.get("_cdc");
        assertThat(cdc.get("deleted").booleanValue()).isTrue();
        assertThat(cdc.get("op").textValue()).isEqualTo("d");
        assertThat(cdc.has("checksum")).isFalse();
        assertThat(cdc.has("key")).isFalse();
    }

    @Test
    void aRowThatFellToATruncateIsATombstoneOfIt() throws IOException {
        Candidate fallen = upsert(Delivery.row("a", "b"), "7:1").flooredAt(99_999);

        ObjectNode document = written(fallen, null);

        assertThat(document.properties()).hasSize(1);
        JsonNode cdc = document.get("_cdc");
        assertThat(cdc.get("version").longValue()).isEqualTo(99_999);
        assertThat(cdc.get("op").textValue()).isEqualTo("t");
        assertThat(cdc.get("deleted").booleanValue()).isTrue();
    }

    @Test
    void theKeyIsKeptWhereTheIdDoesNotTellIt() throws IOException {
        Ticket ticket = delivery.ticket();
        RowImage key = image(keyOf("quoted \"key\"\n", "\"a\\u0000\""));
        Delete event = new Delete(ticket.at(), delivery.origin(POSITION, null), key, null);

        JsonNode cdc = written(Candidate.of(ticket, event, 0, null, true), null).get("_cdc");

        assertThat(cdc.get("key")).isEqualTo(JACKSON.readTree(key.toJson()));
    }

    @Test
    void aSoftDeleteIsTheLastDocumentMarked() throws IOException {
        Candidate delete = delivery.delete(POSITION).withImage(Delivery.row("a", "b"), null);

        ObjectNode document = written(delete, TableOptions.DEFAULT);

        assertThat(document.get("v").textValue()).isEqualTo("a");
        assertThat(document.get("_cdc").get("deleted").booleanValue()).isTrue();
        assertThat(document.get("_cdc").has("checksum")).isTrue();
    }

    @Test
    void aMaskedColumnThatWasNotSentStaysAsItIsMaskedInTheStoredDocument() throws IOException {
        TableOptions options = OptionsOf.of(Set.of(), Set.of(), Map.of("body", "text"), Map.of("body", Mask.HASH));
        StoredFields stored = StoredFields.of("{\"text\":\"5bdc\",\"v\":\"old\"}".getBytes(UTF_8));
        Candidate candidate = upsert(Delivery.withoutBody("new"), null).withImage(Delivery.withoutBody("new"), stored);

        ObjectNode document = written(candidate, options);

        assertThat(document.get("text").textValue()).isEqualTo("5bdc");
        assertThat(document.get("v").textValue()).isEqualTo("new");
    }

    /** G7 of the guarantees. */
    @Test
    void anIncompleteImageIsNeverWritten() {
        Candidate partial = upsert(Delivery.withoutBody("a"), null);

        assertThatThrownBy(() -> written(partial, TableOptions.DEFAULT)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void documentsAreWrittenOneAfterTheOther() throws IOException {
        ByteWriter out = new ByteWriter(16);
        Projection projection = new Projection(Delivery.SCHEMA, TableOptions.DEFAULT);
        writer.write(upsert(Delivery.row("a", "b"), null), projection, out);
        int middle = out.length();
        writer.write(upsert(Delivery.row("c", "d"), null), projection, out);

        assertThat(JACKSON.readTree(out.bytes(), 0, middle).get("v").textValue())
                .isEqualTo("a");
        assertThat(JACKSON.readTree(out.bytes(), middle, out.length() - middle)
                        .get("v")
                        .textValue())
                .isEqualTo("c");
    }

    private ObjectNode written(Candidate candidate, @Nullable TableOptions options) throws IOException {
        RowImage image = candidate.image();
        Projection projection = image == null || options == null ? null : new Projection(image.schema(), options);
        ByteWriter out = new ByteWriter(16);
        writer.write(candidate, projection, out);
        return (ObjectNode) JACKSON.readTree(out.copy());
    }

    private static JsonNode expected(Map<String, @Nullable String> row, TableOptions options) throws IOException {
        ObjectNode document = JACKSON.createObjectNode();
        for (Map.Entry<String, @Nullable String> member : row.entrySet()) {
            String field = options.field(member.getKey());
            String json = member.getValue();
            if (field == null) {
                continue;
            }
            if (json == null) {
                document.putNull(field);
            } else if (options.masks().containsKey(member.getKey())) {
                document.put(field, "***");
            } else {
                document.set(field, JACKSON.readTree(json));
            }
        }
        return document;
    }

    private Candidate upsert(RowImage image, @Nullable String transaction) {
        Ticket ticket = delivery.ticket();
        RecordCoordinates at = ticket.at();
        Origin origin = delivery.origin(POSITION, transaction);
        return Candidate.of(ticket, new Upsert(at, origin, Operation.UPDATE, null, null, image), 0, image, false);
    }

    private static RowImage image(Map<String, @Nullable String> row) {
        List<Column> columns = new ArrayList<>();
        row.keySet().forEach(name -> columns.add(new Column(name, new ColumnType.Text(), true)));
        return RowImages.of(new TableSchema(columns, true), new ArrayList<>(row.values()));
    }

    private static Map<String, @Nullable String> keyOf(String column, String json) {
        Map<String, @Nullable String> key = new LinkedHashMap<>();
        key.put(column, json);
        return key;
    }

    @Provide
    static Arbitrary<Map<String, @Nullable String>> rows() {
        Arbitrary<String> name = Arbitraries.oneOf(
                Arbitraries.of("id", "_cdc", "_id", "a.b", "%5fid", "", " ", "quo\"te", "line\nbreak", "back\\slash"),
                texts().filter(text -> text.length() < 20));
        Arbitrary<String> value = Arbitraries.oneOf(
                texts().map(RowImages::quote),
                Arbitraries.of(
                        "0",
                        "-12.50",
                        "true",
                        "[1,{\"_cdc\":{\"deleted\":true}}]",
                        "{\"a\":\"\\n\"}",
                        "\"\\ud83d\"",
                        "\"\\ude00\\ud83d\"",
                        "{ \"spaced\" :\n [ 1 ] }",
                        "\"},{\\\"_cdc\\\":1\""));
        return Arbitraries.maps(name, value.injectNull(0.1))
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(LinkedHashMap::new);
    }

    @Provide
    static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(30),
                Arbitraries.strings()
                        .withChars("\"\\\n\r\t\u0000\u001f\u007f{}[],:é\u2028")
                        .withChars('\ud83d', '\ude00')
                        .ofMaxLength(12));
    }
}
