package dev.afterimage.indexer.index.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.indexer.index.BulkAnswer;
import dev.afterimage.indexer.index.BulkBody;
import dev.afterimage.indexer.index.ItemVerdict;
import dev.afterimage.indexer.index.SearchNode;
import dev.afterimage.indexer.index.SinkFailure;
import dev.afterimage.indexer.index.catalogue.Generation;
import dev.afterimage.indexer.index.catalogue.IndexCatalogue;
import dev.afterimage.indexer.index.catalogue.MappingOptions;
import dev.afterimage.indexer.index.catalogue.MappingPlan;
import dev.afterimage.indexer.rebuild.Entry;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Generations at a real node. */
@ExtendWith(LocalStackExtension.class)
class GenerationsIT {
    private static final MappingPlan PLAN = MappingPlan.of(null, MappingOptions.PLAIN);
    private static final String TOMBSTONE = "{\"_cdc\":{\"version\":9,\"source\":\"s\",\"deleted\":true}}";

    private final SearchNode node;
    private final Generations generations;
    private final IndexCatalogue catalogue;
    private final DocumentScan scan;

    GenerationsIT(LocalStack stack) {
        this.node = new SearchNode(stack);
        this.generations = new Generations(node.connection());
        this.catalogue = new IndexCatalogue(node.connection());
        this.scan = new DocumentScan(node.connection());
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void documentsAndTombstonesAreCopiedByteForByteWithTheirVersionsAndNewerOnesStay() throws Exception {
        String index = node.freshIndex();
        BulkBody body = new BulkBody(0);
        for (int i = 0; i < 2_500; i++) {
            SearchNode.add(body, index, "d" + i, 10 + i, "{\"n\": 1.50, \"_cdc\":{\"version\":" + (10 + i) + "}}");
        }
        node.send(body);
        node.store(index, "gone", 9, TOMBSTONE);
        Generation second = new Generation(index, 2);
        catalogue.ensure(second, PLAN, SearchNode.SHAPE);
        node.store(second.name(), "d7", 1_000_000, "{\"newer\":true}");
        Generations.Standing old = Objects.requireNonNull(generations.written(index));
        generations.refresh(old.name());
        long end = scan.last(old.name());

        DocumentCopy copy = new DocumentCopy(node.connection(), node.sender());
        DocumentCopy.Step step = copy.step(old, second.name(), -1, end, false);
        int steps = 1;
        while (!step.end()) {
            step = copy.step(old, second.name(), step.last(), end, false);
            steps++;
        }

        assertThat(steps).isGreaterThan(2);
        generations.refresh(second.name());
        List<Entry> copied = entries(second.name());
        assertThat(copied).hasSize(2_501);
        assertThat(copied)
                .filteredOn(entry -> entry.id().equals("d2400"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.version()).isEqualTo(2_410));
        assertThat(copied)
                .filteredOn(entry -> entry.id().equals("gone"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.deleted()).isTrue());
        assertThat(copied)
                .filteredOn(entry -> entry.id().equals("d7"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.version()).isEqualTo(1_000_000));
        assertThat(node.get("/" + second.name() + "/_source/d8").toString()).contains("1.5");
        assertThat(scan.at(second.name(), List.of(copied.getFirst(), absent())))
                .element(1)
                .isNull();
    }

    @Test
    void onlyTombstonesAreCopiedWhereThatIsAskedFor() throws Exception {
        String index = node.freshIndex();
        IntStream.range(0, 5).forEach(i -> node.store(index, "d" + i, 5, "{\"_cdc\":{\"version\":5}}"));
        node.store(index, "gone", 9, TOMBSTONE);
        Generation second = new Generation(index, 2);
        catalogue.ensure(second, PLAN, SearchNode.SHAPE);
        Generations.Standing old = Objects.requireNonNull(generations.written(index));
        generations.refresh(old.name());

        DocumentCopy.Step step = new DocumentCopy(node.connection(), node.sender())
                .step(old, second.name(), -1, scan.last(old.name()), true);

        assertThat(step.end()).isTrue();
        assertThat(step.documents()).isEqualTo(1);
        generations.refresh(second.name());
        assertThat(entries(second.name())).extracting(Entry::id).containsExactly("gone");
    }

    @Test
    void aFrozenGenerationTakesNoWritesAndTheyGoToTheNextOneOnceTheAliasesMoved() throws Exception {
        String index = node.freshIndex();
        node.store(index, "1", 5, "{\"v\":\"old\"}");
        Generation second = new Generation(index, 2);
        catalogue.ensure(second, PLAN, SearchNode.SHAPE);

        generations.freeze(index);
        assertThat(verdict(index, "2"))
                .isInstanceOfSatisfying(ItemVerdict.Failed.class, failed -> assertThat(failed.category())
                        .isEqualTo(FailureCategory.INDEX_UNAVAILABLE));

        generations.mark(index, new Generation(index, 1, second.name()));
        generations.exchange(index, index, second.name());
        generations.exchange(index, index, second.name()); // who did not live to say so does it again

        assertThat(verdict(index, "2")).isEqualTo(ItemVerdict.OK);
        assertThat(Objects.requireNonNull(generations.written(index)))
                .isEqualTo(new Generations.Standing(second.name(), 2, 1));
        assertThat(Objects.requireNonNull(generations.of(new Generation(index, 1)))
                        .name())
                .isEqualTo(index);
        assertThat(catalogue.ensure(index, PLAN, SearchNode.SHAPE)).isEmpty();
        assertThat(node.get("/" + second.name() + "/_source/2").path("v").asText())
                .isEqualTo("x");
        assertThat(node.status("GET", "/" + index + "/_doc/2")).isEqualTo(404);
        assertThat(node.count(index + ".live", "*")).isEqualTo(1);

        // And back.
        generations.unfreeze(index);
        generations.freeze(second.name());
        generations.mark(second.name(), new Generation(index, 2, index + "~1"));
        generations.mark(index, new Generation(index, 1));
        generations.exchange(index, second.name(), index);
        assertThat(verdict(index, "3")).isEqualTo(ItemVerdict.OK);
        assertThat(Objects.requireNonNull(generations.written(index)).name()).isEqualTo(index);
    }

    @Test
    void aGenerationThatWasReplacedIsNeverTakenUpAgainByItself() throws Exception {
        String index = node.freshIndex();
        Generation second = new Generation(index, 2);
        catalogue.ensure(second, PLAN, SearchNode.SHAPE);
        generations.freeze(index);
        generations.mark(index, new Generation(index, 1, second.name()));
        generations.exchange(index, index, second.name());

        generations.delete(second.name());
        generations.delete(second.name());

        assertThatThrownBy(() -> catalogue.ensure(index, PLAN, SearchNode.SHAPE))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("was replaced by " + second.name());
        assertThat(generations.written(index)).isNull();
    }

    private ItemVerdict verdict(String index, String id) {
        BulkBody body = new BulkBody(0);
        SearchNode.add(body, index, id, 7, "{\"v\":\"x\"}");
        return ((BulkAnswer.Answered) node.send(body)).verdict(0);
    }

    private static Entry absent() {
        return new Entry("absent", null, 1, false, -1, -1, "", -1, -1);
    }

    private List<Entry> entries(String concrete) throws SinkFailure {
        List<Entry> all = new ArrayList<>();
        long from = -1;
        while (true) {
            DocumentScan.Page page = scan.entries(concrete, from, 700);
            page.entries().stream()
                    .filter(entry -> all.stream().noneMatch(each -> each.id().equals(entry.id())))
                    .forEach(all::add);
            if (page.end()) {
                return all;
            }
            from = page.last();
        }
    }
}
