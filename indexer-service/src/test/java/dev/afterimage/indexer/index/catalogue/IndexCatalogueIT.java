package dev.afterimage.indexer.index.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.Column;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.cdc.type.ColumnType;
import dev.afterimage.indexer.index.BulkAnswer;
import dev.afterimage.indexer.index.BulkBody;
import dev.afterimage.indexer.index.ItemVerdict;
import dev.afterimage.indexer.index.SearchNode;
import dev.afterimage.indexer.index.SinkFailure;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class IndexCatalogueIT {
    private final SearchNode node;
    private final IndexCatalogue catalogue;
    private final String index = SearchNode.freshName();

    IndexCatalogueIT(LocalStack stack) {
        this.node = new SearchNode(stack);
        this.catalogue = new IndexCatalogue(node.connection());
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aNewIndexHasItsMappingAndBothAliases() throws SinkFailure, IOException {
        assertThat(ensure(column("id", new ColumnType.Int(64)))).isEmpty();

        JsonNode made = node.get("/" + index).path(index);
        assertThat(made.path("mappings").path("dynamic").asText()).isEqualTo("false");
        assertThat(made.path("mappings")
                        .path("properties")
                        .path("id")
                        .path("type")
                        .asText())
                .isEqualTo("long");
        assertThat(made.path("aliases").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(index + ".live", index + ".write");
        node.store(index, "1", 1, "{\"id\":1,\"_cdc\":{\"version\":1}}");
        node.store(index, "2", 1, "{\"_cdc\":{\"version\":1,\"deleted\":true}}");
        assertThat(node.count(index, "*")).isEqualTo(2);
        assertThat(node.count(index + ".live", "*")).isEqualTo(1);
        assertThat(node.count(index + ".live", "_cdc.version:1")).isEqualTo(1);
    }

    @Test
    void decimalsAreFoundAndSortedExactly() throws SinkFailure, IOException {
        ensure(column("price", new ColumnType.Decimal(15, 2)), column("wide", new ColumnType.Decimal(38, 10)));
        node.store(
                index, "1", 1, "{\"price\":\"9999999999999.99\",\"wide\":\"1234567890123456789012345678.0000000001\"}");
        node.store(index, "2", 1, "{\"price\":\"9999999999999.98\",\"wide\":\"-5.0000000000\"}");
        node.store(index, "3", 1, "{\"price\":\"NaN\",\"wide\":\"NaN\"}");

        assertThat(node.count(index, "price:9999999999999.99")).isEqualTo(1);
        assertThat(node.count(index, "price:[9999999999999.985 TO *]")).isEqualTo(1);
        assertThat(node.count(index, "wide:1234567890123456789012345678.0000000001"))
                .isEqualTo(1);
        assertThat(node.count(index, "wide.number:[* TO 0]")).isEqualTo(1);
        assertThat(node.count(index, "*")).isEqualTo(3);
    }

    @Test
    void everyKindTakesItsExtremesWithoutRefusingTheDocument() throws SinkFailure, IOException {
        ensure(
                column("text", new ColumnType.Text()),
                column("body", new ColumnType.Text()),
                column("day", new ColumnType.Date()),
                column("at", new ColumnType.Timestamp(true)),
                column("big", new ColumnType.Int(64)),
                column("f", new ColumnType.Floating(64)),
                column("json", new ColumnType.Json()),
                column("map", new ColumnType.StringMap()),
                column("bytes", new ColumnType.Bytes()),
                column("point", new ColumnType.Geometry()),
                column("list", new ColumnType.Array(new ColumnType.Int(32))));
        String longText = "é".repeat(40_000);
        List<String> rows = List.of(
                "{\"text\":\"" + longText + "\",\"body\":\"" + longText + "\",\"bytes\":\"" + "QUJD".repeat(20_000)
                        + "\"}",
                "{\"day\":\"+12345-01-01\",\"at\":\"infinity\",\"f\":\"NaN\"}",
                "{\"day\":\"-0044-03-15\",\"at\":\"2024-02-29T23:59:59.999999Z\",\"f\":1.7976931348623157E308}",
                "{\"day\":\"-infinity\",\"at\":\"+294247-01-10T04:00:54.775807Z\",\"big\":-9223372036854775808}",
                "{\"json\":null,\"map\":{\"\":null,\"a.b\":\"x\",\"k\":\"" + longText + "\"}}",
                "{\"json\":5,\"map\":null}",
                "{\"json\":[1,\"a\",{\"\":{\"..\":[]}}],\"point\":{\"x\":1,\"y\":2,\"wkb\":\"AQ==\",\"srid\":null}}",
                "{\"json\":\"text\",\"list\":[[1,2],[3,null]]}",
                "{\"json\":{\"a\":{\"b\":1}}}",
                "{\"json\":{\"a\":7}}",
                "{\"not mapped\":{\"x\":[1,{\"y\":2}]}}");
        BulkBody body = new BulkBody(0);
        for (int i = 0; i < rows.size(); i++) {
            SearchNode.add(body, index, "d" + i, 1, rows.get(i));
        }

        assertThat(verdicts(body)).containsOnly(ItemVerdict.OK);
        assertThat(node.count(index, "at:[2024-02-29 TO 2024-03-01]")).isEqualTo(1);
        assertThat(node.count(index, "big:\"-9223372036854775808\"")).isEqualTo(1);
        assertThat(node.count(index, "list:3")).isEqualTo(1);
        assertThat(node.count(index, "map.a.b:x")).isEqualTo(1);
    }

    @Test
    void aNewColumnIsAddedAndARetypedOneIsToldWithoutRefusingDocuments() throws SinkFailure, IOException {
        ensure(column("id", new ColumnType.Int(32)), column("n", new ColumnType.Int(32)));

        assertThat(ensure(column("id", new ColumnType.Int(64)), column("n", new ColumnType.Int(64))))
                .isEmpty();
        List<Diagnosis> diagnoses = ensure(
                column("id", new ColumnType.Int(64)),
                column("n", new ColumnType.Text()),
                column("added", new ColumnType.Bool()));

        assertThat(diagnoses)
                .containsExactly(new Diagnosis("n", "n", "long", "text", Diagnosis.Effect.NOT_SEARCHED_EXACTLY));
        node.store(index, "1", 1, "{\"id\":1,\"n\":\"now a text\",\"added\":true}");
        assertThat(node.count(index, "added:true")).isEqualTo(1);
    }

    @Test
    void aColumnThatBecameJsonIsToldAsRefused() throws SinkFailure {
        ensure(column("n", new ColumnType.Int(32)));

        assertThat(ensure(column("n", new ColumnType.Json())))
                .containsExactly(new Diagnosis("n", "n", "long", "json", Diagnosis.Effect.REFUSED));
        BulkBody body = new BulkBody(0);
        SearchNode.add(body, index, "1", 1, "{\"n\":{\"a\":1}}");
        assertThat(verdicts(body))
                .singleElement()
                .isInstanceOfSatisfying(ItemVerdict.Failed.class, failed -> assertThat(failed.category())
                        .isEqualTo(FailureCategory.MAPPING_REJECTED));
    }

    @Test
    void anObjectColumnTakesNoMoreMembersThanThereIsRoomAndNewColumnsStillFit() throws SinkFailure, IOException {
        MappingOptions options =
                new MappingOptions(c -> c, Set.of(), Set.of(), Map.of("json", JsonForm.OBJECT), Map.of());
        catalogue.ensure(index, plan(options, column("json", new ColumnType.Json())), SearchNode.SHAPE);
        StringBuilder wide = new StringBuilder("{\"json\":{\"m\":1");
        for (int i = 0; i < 6000; i++) {
            wide.append(",\"m").append(i).append("\":").append(i);
        }

        node.store(index, "1", 1, wide.append("}}").toString());
        assertThat(node.count(index, "json.m:1")).isEqualTo(1);
    }

    @Test
    void columnsWithoutATypeAreMappedByTheirFirstValueAlsoWhenATombstoneCameFirst() throws SinkFailure, IOException {
        ensure();
        TableSchema untyped = new TableSchema(
                List.of(
                        column("n", new ColumnType.Untyped()),
                        column("price", new ColumnType.Untyped()),
                        column("json", new ColumnType.Untyped())),
                false);
        MappingOptions options = new MappingOptions(
                c -> c, Set.of(), Set.of(), Map.of(), Map.of("price", new ColumnType.Decimal(12, 2)));

        assertThat(catalogue.ensure(index, MappingPlan.of(untyped, options), SearchNode.SHAPE))
                .isEmpty();
        node.store(index, "1", 1, "{\"n\":null,\"price\":\"9.50\",\"json\":{\"a\":{\"..\":1}},\"s\":\"2024-01-01\"}");
        node.store(
                index,
                "2",
                1,
                "{\"n\":7,\"price\":\"10.00\",\"json\":{\"a\":2},\"s\":\"12\",\"f\":0.5,\"b\":true,\"l\":[[1],[2]]}");
        node.store(index, "3", 1, "{\"n\":\"text\",\"s\":5,\"f\":\"NaN\",\"b\":\"x\"}");

        assertThat(node.count(index, "n:7")).isEqualTo(1);
        assertThat(node.count(index, "price:[9 TO *]")).isEqualTo(2);
        assertThat(node.count(index, "s:2024-01-01")).isEqualTo(1);
        assertThat(node.count(index, "l:2")).isEqualTo(1);
        JsonNode mapped = node.get("/" + index).path(index).path("mappings").path("properties");
        assertThat(mapped.path("json").path("enabled").asBoolean(true)).isFalse();
        assertThat(mapped.path("s").path("type").asText()).isEqualTo("keyword");
        assertThat(mapped.path("_cdc").path("dynamic").asText()).isEqualTo("false");
    }

    @Test
    void anIndexMadeBySomebodyElseIsUsedAsItIs() throws SinkFailure, IOException {
        node.put(
                "/" + index + "-v1",
                "{\"mappings\":{\"properties\":{\"id\":{\"type\":\"integer\"}}},\"aliases\":{\"" + index + "\":{}}}");

        List<Diagnosis> diagnoses = ensure(column("id", new ColumnType.Int(64)), column("name", new ColumnType.Text()));

        assertThat(diagnoses)
                .containsExactly(new Diagnosis("id", "id", "integer", "integer of 64 bits", Diagnosis.Effect.REFUSED));
        node.store(index, "1", 1, "{\"id\":1,\"name\":\"x\",\"_cdc\":{\"version\":1}}");
        node.store(index, "2", 1, "{\"_cdc\":{\"version\":1,\"deleted\":true}}");
        assertThat(node.count(index + ".live", "*")).isEqualTo(1);
        assertThat(node.count(index + "-v1", "name:x")).isEqualTo(1);
        assertThat(ensure(column("name", new ColumnType.Text()))).isEmpty();
    }

    @Test
    void aWriteAliasThatLeadsElsewhereIsRefused() throws SinkFailure, IOException {
        node.put("/" + index + "-other", "{\"aliases\":{\"" + index + ".write\":{}}}");
        node.put("/" + index, "{}");

        assertThatThrownBy(() -> ensure(column("id", new ColumnType.Int(64))))
                .isInstanceOfSatisfying(SinkFailure.class, failure -> {
                    assertThat(failure.category()).isEqualTo(FailureCategory.INDEX_UNAVAILABLE);
                    assertThat(failure.getMessage()).contains(index + "-other");
                });
    }

    @Test
    void anIndexDeletedUnderWayIsMadeAnewWithItsMapping() throws SinkFailure, IOException {
        ensure(column("id", new ColumnType.Int(64)));
        node.status("DELETE", "/" + index);

        assertThat(ensure(column("id", new ColumnType.Int(64)))).isEmpty();
        node.store(index, "1", 1, "{\"id\":1}");
        assertThat(node.count(index + ".live", "id:1")).isEqualTo(1);
    }

    @Test
    void manyInstancesMayEnsureAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Callable<List<Diagnosis>>> tasks = IntStream.range(0, 12)
                    .<Callable<List<Diagnosis>>>mapToObj(i -> () ->
                            ensure(column("id", new ColumnType.Int(64)), column("c" + i % 3, new ColumnType.Text())))
                    .toList();
            for (Future<List<Diagnosis>> done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isEmpty();
            }
        }
        JsonNode mapped =
                node.get("/" + index + "/_mapping").path(index).path("mappings").path("properties");
        assertThat(mapped.fieldNames()).toIterable().containsExactlyInAnyOrder("_cdc", "id", "c0", "c1", "c2");
    }

    private List<Diagnosis> ensure(Column... columns) throws SinkFailure {
        return catalogue.ensure(
                index,
                plan(new MappingOptions(c -> c, Set.of(), Set.of("body"), Map.of(), Map.of()), columns),
                SearchNode.SHAPE);
    }

    private static MappingPlan plan(MappingOptions options, Column... columns) {
        return MappingPlan.of(new TableSchema(List.of(columns), true), options);
    }

    private static Column column(String name, ColumnType type) {
        return new Column(name, type, true);
    }

    private List<ItemVerdict> verdicts(BulkBody body) {
        BulkAnswer.Answered answer = (BulkAnswer.Answered) node.send(body);
        return IntStream.range(0, answer.count()).mapToObj(answer::verdict).toList();
    }
}
