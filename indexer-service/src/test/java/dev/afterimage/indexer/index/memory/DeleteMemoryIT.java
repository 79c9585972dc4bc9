package dev.afterimage.indexer.index.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.position.Version;
import dev.afterimage.indexer.index.BulkBody;
import dev.afterimage.indexer.index.SearchNode;
import dev.afterimage.indexer.index.SinkFailure;
import dev.afterimage.indexer.index.StoredDocument;
import dev.afterimage.indexer.index.StoredDocuments;
import dev.afterimage.indexer.plan.DocumentKey;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class DeleteMemoryIT {
    private static final Clock NOW = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_000L), ZoneOffset.UTC);

    private final SearchNode node;
    private String index = "";

    DeleteMemoryIT(LocalStack stack) {
        this.node = new SearchNode(stack);
    }

    @BeforeEach
    void makeIndex() throws SinkFailure {
        index = node.freshIndex();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void onlyTombstonesOlderThanTheHorizonAreRemoved() throws SinkFailure, IOException {
        BulkBody body = new BulkBody(0);
        for (int i = 0; i < 2500; i++) {
            SearchNode.add(body, index, "old" + i, 10, document("shop", 10, 1000 + i % 7, true));
        }
        byte[] routed = document("shop", 10, 1000, true).getBytes(StandardCharsets.UTF_8);
        body.add(index, "routed", "elsewhere", 10, routed, 0, routed.length);
        SearchNode.add(body, index, "young", 10, document("shop", 10, 5000, true));
        SearchNode.add(body, index, "row", 10, document("shop", 10, 1000, false));
        node.send(body);
        TombstonePurge purge = new TombstonePurge(node.connection(), node.sender());

        assertThat(purge.purge(index, 5000, 1200)).isEqualTo(1200);
        assertThat(purge.purge(index, 5000, 1_000_000)).isEqualTo(1301);
        assertThat(purge.purge(index, 5000, 1_000_000)).isZero();
        assertThat(node.count(index, "*")).isEqualTo(2);
    }

    @Test
    void aSweepTurnsEverythingBelowItsFloorIntoTombstonesAndNothingElse() throws SinkFailure, IOException {
        Version floor = Version.of(1, 500, 3);
        BulkBody body = new BulkBody(0);
        for (int i = 0; i < 2500; i++) {
            SearchNode.add(body, index, "row" + i, i, document("shop", i, 1000, false));
        }
        SearchNode.add(body, index, "at", floor.value(), document("shop", floor.value(), 1000, false));
        SearchNode.add(body, index, "newer", floor.value() + 1, document("shop", floor.value() + 1, 1000, false));
        SearchNode.add(body, index, "foreign", 1, document("other", 1, 1000, false));
        SearchNode.add(body, index, "stubborn", floor.value() + 5, document("shop", 7, 1000, false));
        node.send(body);
        TruncateSweep sweep = new TruncateSweep(node.connection(), node.sender(), NOW);

        assertThat(sweep.sweep(index, "shop", floor)).isEqualTo(2500);
        assertThat(sweep.sweep(index, "shop", floor)).isZero();
        assertThat(node.count(index + ".live", "*")).isEqualTo(4);
        StoredDocument swept = new StoredDocuments(node.connection())
                .fetch(List.of(new DocumentKey(index, "row7", null)), true)
                .join()
                .getFirst();
        assertThat(swept.version()).isEqualTo(floor.value());
        assertThat(swept.position()).isNotNull().satisfies(position -> {
            assertThat(position.deleted()).isTrue();
            assertThat(position.version()).isEqualTo(floor.value());
            assertThat(position.epoch()).isEqualTo(1);
            assertThat(position.commit()).isEqualTo(500);
            assertThat(position.order()).isEqualTo(3);
            assertThat(position.source()).isEqualTo("shop");
            assertThat(position.ts()).isEqualTo(NOW.millis());
        });
    }

    private static String document(String source, long version, long ts, boolean deleted) {
        return "{\"_cdc\":{\"version\":" + version + ",\"ts\":" + ts + ",\"source\":\"" + source + "\""
                + (deleted ? ",\"deleted\":true" : "") + "}}";
    }
}
