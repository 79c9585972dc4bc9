package dev.afterimage.txn.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions of MySQL, MariaDB and MongoDB, whose ids are the same in all their records. */
class OtherSourcesTest {
    private final Road road = new Road();

    @AfterEach
    void end() {
        road.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:23",
                "0-1-23",
                "file=mysql-bin.000003,pos=1234",
            })
    void binlogTransactionsAreBroughtTogetherByTheirId(String id) {
        String other = id + "4";
        road.send(binlogRow(id, "orders", 1, 1));
        road.send(binlogRow(other, "orders", 1, 9));
        road.send(end(id, 2, "inv.orders", 1, "inv.items", 1));
        road.send(binlogRow(id, "items", 2, 1));
        road.send(end(other, 1, "inv.orders", 1, null, 0));
        assertThat(road.left(Road.TRANSACTIONS))
                .extracting(Road.Left::key)
                .containsExactly("shop/" + id, "shop/" + other);
        assertThat(road.stored()).isZero();
    }

    @Test
    void aMongoSessionsTransactionIsOne() {
        String id = "a3f1c9:7";
        road.send(mongoRow(id, "orders", 1, 1));
        road.send(mongoRow(id, "items", 2, 2));
        road.send(end(id, 2, "inv.orders", 1, "inv.items", 1));
        Road.Left left = road.left(Road.TRANSACTIONS).getFirst();
        assertThat(left.key()).isEqualTo("shop/" + id);
        assertThat(left.document().path("events")).hasSize(2);
    }

    @Test
    void aBinlogRowWithoutATransactionStopsTheSourceRatherThanBeingLost() {
        Written.Sent row = binlogRow("x", "orders", 1, 1);
        String value =
                Objects.requireNonNull(row.value()).replaceAll("\"transaction\":\\{[^}]*}", "\"transaction\":null");
        assertThatThrownBy(() -> road.send(new Written.Sent(row.topic(), row.key(), value)))
                .hasStackTraceContaining("provide.transaction.metadata");
    }

    @Test
    void aTruncateOfABinlogWhichIsOfNoTransactionHoldsNothingUp() {
        Written.Sent row = binlogRow("x", "orders", 1, 1);
        String value = Objects.requireNonNull(row.value())
                .replaceAll("\"transaction\":\\{[^}]*}", "\"transaction\":null")
                .replace("\"op\":\"c\"", "\"op\":\"t\"")
                .replaceAll("\"after\":\\{[^}]*}", "\"after\":null");
        road.send(new Written.Sent(row.topic(), null, value));
        road.send(binlogRow("y", "orders", 1, 2));
        road.send(end("y", 1, "inv.orders", 1, null, 0));
        assertThat(road.left(Road.TRANSACTIONS)).extracting(Road.Left::key).containsExactly("shop/y");
    }

    private static Written.Sent binlogRow(String id, String table, int order, int key) {
        return new Written.Sent(
                "shop.inv." + table,
                "{\"id\":" + key + "}",
                "{\"before\":null,\"after\":{\"id\":" + key
                        + "},\"source\":{\"version\":\"3.6.1.Final\",\"connector\":\"mysql\","
                        + "\"name\":\"shop\",\"ts_ms\":1795199227000,\"snapshot\":null,\"db\":\"inv\",\"table\":\""
                        + table
                        + "\",\"server_id\":1,\"gtid\":null,\"file\":\"mysql-bin.000003\",\"pos\":" + (1234 + order)
                        + ",\"row\":0},\"transaction\":{\"id\":\"" + id + "\",\"total_order\":\"" + order
                        + "\",\"data_collection_order\":\"1\"},\"op\":\"c\",\"ts_ms\":5}");
    }

    private static Written.Sent mongoRow(String id, String collection, int order, int key) {
        return new Written.Sent(
                "shop.inv." + collection,
                "{\"id\":\"" + key + "\"}",
                "{\"before\":null,\"after\":\"{\\\"_id\\\": " + key + "}\",\"source\":{\"version\":\"3.6.1.Final\","
                        + "\"connector\":\"mongodb\",\"name\":\"shop\",\"ts_ms\":1795199227000,\"snapshot\":\"false\",\"db\":\"inv\","
                        + "\"collection\":\"" + collection + "\",\"ord\":" + order + "},\"transaction\":{\"id\":\"" + id
                        + "\",\"total_order\":" + order + ",\"data_collection_order\":1},\"op\":\"c\",\"ts_ms\":5}");
    }

    private static Written.Sent end(String id, int events, String one, int ofOne, @Nullable String two, int ofTwo) {
        String more = two == null ? "" : ",{\"data_collection\":\"" + two + "\",\"event_count\":" + ofTwo + "}";
        return new Written.Sent(
                "shop.transaction",
                "{\"id\":\"" + id + "\"}",
                "{\"status\":\"END\",\"id\":\"" + id + "\",\"event_count\":" + events
                        + ",\"data_collections\":[{\"data_collection\":\"" + one + "\",\"event_count\":" + ofOne + "}"
                        + more
                        + "],\"ts_ms\":1795199227000}");
    }
}
